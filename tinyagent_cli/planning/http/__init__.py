"""Plans from an OpenAI-compatible server: llama-server, Ollama, LM Studio, vLLM, and others."""
