"""Makers of label values, in the shapes that real software shows."""

import hashlib

WORDS = ("cart checkout orders search billing invoice media profile catalog stock ledger mailer notify export import report audit quota "
         "token session device sensor gateway bridge router worker batch replay archive digest render resize crawl fetch").split()
SUFFIX = "bcdfghjklmnpqrstvwxz2456789"
PROBES = ("wp-admin", ".env", ".git", "vendor", "phpmyadmin", "actuator", "cgi-bin", "backup", "api", "owa", "solr", "boaform")


class Values:
    """Makes values of one environment. Numbered ones go on counting through all its pods."""

    def __init__(self, random):
        self.random = random
        self.count = 0
        self.pools = {}

    def text(self, length, letters=SUFFIX):
        return "".join(self.random.choice(letters) for _ in range(length))

    def make(self, maker, moment, pool_size):
        if maker.startswith("pool-"):
            return self.random.choice(self.pool(maker, pool_size))
        return getattr(self, maker.replace("-", "_"))(moment)

    def pool(self, name, size):
        """A fixed set of workloads, of which only the combinations are new."""
        if name not in self.pools:
            self.pools[name] = [f"{self.random.choice(WORDS)}-{self.random.choice(WORDS)}-{number}" for number in range(size)]
        return self.pools[name]

    def uuid(self, moment):
        digits = f"{self.random.getrandbits(128):032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def digest(self, moment):
        return hashlib.sha256(self.random.getrandbits(128).to_bytes(16, "big")).hexdigest()

    def host(self, moment):
        return f"{self.text(self.random.randint(5, 10))}.{self.random.choice(WORDS)}.{self.random.choice(('example', 'test', 'invalid'))}"

    def pod(self, moment):
        return f"{self.random.choice(WORDS)}-{self.text(9)}-{self.text(5)}"

    def run(self, moment):
        return f"{self.random.choice(WORDS)}-{self.random.choice(('build', 'test', 'lint', 'publish'))}-{self.text(5)}"

    def probe(self, moment):
        return f"/{self.random.choice(PROBES)}/{self.text(self.random.randint(3, 9))}{self.random.choice(('', '.php', '.json', '/'))}"

    def number(self, moment):
        self.count += 1
        return str(self.count)

    def epoch(self, moment):
        return str(int(moment) // 60 * 60 + self.random.choice((0, 1, 2)))

    def tenant(self, moment):
        self.count += 1
        return f"{self.random.choice(WORDS)}-{self.random.choice(WORDS)}-{self.count}"

    def reply(self, moment):
        return f"amq.gen-{self.text(22, SUFFIX + SUFFIX.upper())}"
