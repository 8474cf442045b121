"""The control plane: teamspaces, projects, agents, knowledge bases, brand agents and connectors."""
