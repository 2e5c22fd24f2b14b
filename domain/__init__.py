"""What is true: air, places, people and the vocabulary of a chat. Pure: no clock, no network, no database."""
