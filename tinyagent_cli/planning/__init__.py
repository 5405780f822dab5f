"""From a request to plan text: tool selection, prompts and examples, the embedded planner."""
