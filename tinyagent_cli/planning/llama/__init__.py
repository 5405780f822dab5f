"""Planning with any GGUF model, by llama.cpp in this process."""
