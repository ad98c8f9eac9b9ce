"""YAML and tables come in, frozen tables go out that the stages look things up in. Every English word that the code knows stands here."""
