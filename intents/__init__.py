"""What a person means: one YAML file per intent, and the code that finds it in a text.

understand.py puts it together. match.py decides among the intents by the words (wishes.py, lexicon/concepts.yaml) and by
likeness to the known sentences (resemblance.py); normalise.py folds spellings first (keyboard.py, words.py,
lexicon/spellings.yaml); labels.py names each wish for a button. To add an intent: its YAML file, its name in
match.INTENTS, its label, then its handler.
"""
