"""What a person means: one YAML file per intent, and the code that finds it in a text.

understand.py puts it together. match.py decides among the intents: normalise.py folds spellings (keyboard.py, words.py,
lexicon/spellings.yaml), features.py says what is seen of a text, model.py weighs it (weights.bin). training.py learns the
weights from the YAML files (wishes.py reads them, slips.py, descent.py), evaluation.py measures. places/ and when/ find
places and times. To add an intent: its YAML file, its name in domain/wishes.INTENTS, its label in domain/wishes.py,
`flask intents train`, then its handler.
"""
