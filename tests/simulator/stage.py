"""What the simulator's tests share: a world in virtual time, a caller of LINE's API, a small bot."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import orjson

from simulator.app import create_app
from simulator.clock import Clock
from simulator.settings import Settings

TOKEN = "a-token"
SECRET = "a-secret"
NOBODY = "U" + "0" * 32
TEXT = {"type": "text", "text": "สวัสดีค่ะ"}
KEY = "123e4567-e89b-12d3-a456-426614174000"


def until(look, seconds=20):
    """The first true answer of `look`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.005)
    raise AssertionError("it did not happen in time")


class Bot:
    """Keeps what the webhook brings; answers with the statuses it was told, then with 200."""

    def __init__(self):
        self.bodies, self.signatures, self.statuses = [], [], []
        self.delay, self.hangs_up = 0, False
        bot = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                bot.bodies.append(raw)
                bot.signatures.append(self.headers["x-line-signature"])
                time.sleep(bot.delay)
                status = bot.statuses.pop(0) if bot.statuses else 200
                self.send_response(status)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"OK")
                # Without a word in the headers, as a server does whose patience ends.
                self.close_connection = bot.hangs_up

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/callback"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def events(self):
        return [event for body in list(self.bodies) for event in orjson.loads(body)["events"]]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Stage:
    """A simulator in this process, in virtual time, with rate limits off unless asked for."""

    def __init__(self, bot_url="http://127.0.0.1:9/nobody", **settings):
        wanted = {"rate_factor": 0, "redelivery_delays": [], "delivery_threads": 4} | settings
        self.app = create_app(
            Settings(bot=bot_url, secret=SECRET, token=TOKEN, **wanted), Clock(frozen=True)
        )
        self.world, self.webhooks = self.app.world, self.app.webhooks
        self.client = self.app.test_client()

    def close(self):
        self.app.close_simulator()

    def call(self, method, path, body=None, *, token=TOKEN, key=None, **options):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if key is not None:
            headers["X-Line-Retry-Key"] = key
        if body is not None:
            options |= {"data": orjson.dumps(body), "content_type": "application/json"}
        return self.client.open(f"/v2/bot/{path}", method=method, headers=headers, **options)

    def post(self, path, body=None, **options):
        return self.call("POST", path, body, **options)

    def get(self, path, **options):
        return self.call("GET", path, **options)

    def control(self, path, body=None):
        answer = self.client.get(f"/_/{path}") if body is None else self.tell(path, body)
        assert answer.status_code == 200, answer.data
        return answer.json

    def tell(self, path, body):
        data = orjson.dumps(body)
        return self.client.post(f"/_/{path}", data=data, content_type="application/json")

    def person(self, name="ชาวบ้าน", **more):
        return self.control("people", {"name": name} | more)["userId"]

    def group(self, members, **more):
        return self.control("groups", {"name": "หมู่บ้าน", "members": members} | more)["groupId"]

    def act(self, user, kind, **fields):
        return self.control("act", {"user": user, "kind": kind} | fields)

    def items(self, user, chat=None):
        where = f"&chat={chat}" if chat else ""
        return self.control(f"timeline?user={user}{where}")["items"]

    def said_by_bot(self, user, chat=None):
        return [each["message"] for each in self.items(user, chat) if each["from"] == "bot"]

    def delivered_token(self, user, **fields):
        """A reply token of a webhook that LINE has tried to deliver."""
        token = self.act(user, "text", text="สวัสดี", **fields)["replyToken"]
        until(lambda: self.world.tokens.find(token).usable_from)
        return token

    def reply(self, token, messages=(TEXT,), **options):
        body = {"replyToken": token, "messages": list(messages)}
        return self.post("message/reply", body, **options)

    def push(self, to, messages=(TEXT,), **options):
        return self.post("message/push", {"to": to, "messages": list(messages)}, **options)

    def multicast(self, to, messages=(TEXT,), **options):
        return self.post("message/multicast", {"to": to, "messages": list(messages)}, **options)

    def used(self):
        return self.get("message/quota/consumption").json["totalUsage"]
