"""An offline stand-in for LINE's servers, with phones in the browser and a haze day to live through.

It imports nothing of the bot's and speaks only HTTP, so it can serve any LINE bot:
`python -m simulator --bot http://127.0.0.1:8000/callback --secret … --token …`.
"""
