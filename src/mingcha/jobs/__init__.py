"""Background work and what it consists of: inspecting many sites, judging them, drawing up the quarter."""
