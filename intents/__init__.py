"""What a person means: one YAML file per intent, and the code that finds it in a text.

match.py decides among the intents with the table of wishes.py, normalise.py folds spellings first (keyboard.py, words.py
and lexicon/ help it), labels.py names each wish for a button. To add an intent: its YAML file, its name in match.INTENTS,
its label, then its handler.
"""
