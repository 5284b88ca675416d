"""The shapes of the answers, each with its one translation from what the use cases hand out."""
