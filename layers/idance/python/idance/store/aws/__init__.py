"""AWS as the hot paths speak it: signed JSON over connections that are kept, and nothing else.

``errors`` what can go wrong; ``credentials`` who we are; ``signature`` how a request proves it;
``wire`` the kept connections; ``service`` one service, with retries; ``presigned`` addresses that
others may use. Why this is ours: docs/adr/0026.
"""
