"""One local cloud from start to stop: MiniStack, stand-ins, front, deployed stack, users, configuration."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from nabiz_tools import configuration_store
from nabiz_tools.aws import Clients
from nabiz_tools.local import seed
from nabiz_tools.local.deployment import Deployment
from nabiz_tools.local.describe import describe
from nabiz_tools.local.ministack import REGION, MiniStack
from nabiz_tools.local.policies import allow_local_names
from nabiz_tools.local.ports import Ports, require_free
from nabiz_tools.local.processes import BackgroundProcess, answers
from nabiz_tools.local.stack import Stack, load_stack
from nabiz_tools.local.users import UserPool, demo_users
from nabiz_tools.paths import BUILD_LOCAL, CONFIG, ENVIRONMENTS, LOCAL, REPOSITORY
from nabiz_tools.standins.providers import ProviderSettings
from nabiz_tools.web.settings import local_settings

STACK_NAME = "nabiz-local"
SERVER_SECONDS = 15.0

Progress = Callable[[str], None]


class LocalCloud:
    """A cloud with all its state under `root`; several may run side by side on ports of their own.

    `auth` lets MiniStack enforce IAM policies; `function_endpoint` is what the functions talk to instead of MiniStack
    itself, for example a proxy that injects faults.
    """

    def __init__(
        self,
        root: Path = LOCAL,
        ports: Ports | None = None,
        auth: bool = False,
        function_endpoint: str | None = None,
        *,
        build: Path = BUILD_LOCAL,
        status_callbacks: bool = True,
        progress: Progress = lambda _: None,
    ) -> None:
        self.root = root
        self.ports = ports or Ports()
        self._auth = auth
        self._build = build
        self._status_callbacks = status_callbacks
        self._progress = progress
        self._run = root / "run"
        self.stack_file = root / "stack.json"
        self._ministack = MiniStack(root, ENVIRONMENTS / "ministack", self.ports.cloud, auth, function_endpoint)
        self._providers = BackgroundProcess("providers", self._run)
        self._front = BackgroundProcess("front", self._run)
        self._secrets_file = self._run / "secrets.json"
        self.clients = Clients(self._ministack.url, REGION)
        self._deployment = Deployment(
            self.clients,
            STACK_NAME,
            build,
            ENVIRONMENTS / "sam" / "bin" / "sam",
            record=self._run / "deployed",
            log=self._run / "sam.log",
        )

    @property
    def endpoint_url(self) -> str:
        return self._ministack.url

    @property
    def providers_url(self) -> str:
        return f"http://127.0.0.1:{self.ports.providers}"

    @property
    def front_url(self) -> str:
        return f"http://127.0.0.1:{self.ports.front}"

    def up(self) -> Stack:
        """Start what does not run, deploy what changed, fill what is missing. Raises ToolError with the next step."""
        self.start()
        self.deploy()
        return self.stack()

    def start(self) -> None:
        self._run.mkdir(parents=True, exist_ok=True)
        if not self._ministack.process.is_running():
            require_free(self.ports.cloud, "the local cloud")
            self._ministack.start()
            self._progress(f"local cloud started on {self.endpoint_url}")
        self._start_server(self._providers, self.ports.providers, self._providers_command, "providers' stand-in")
        self._start_server(self._front, self.ports.front, self._front_command, "front")

    def stop(self) -> bool:
        """A clean stop that keeps the data. False when nothing ran."""
        stopped = [self._front.stop(SERVER_SECONDS), self._ministack.stop(), self._providers.stop(SERVER_SECONDS)]
        return any(stopped)

    def wipe(self) -> None:
        """Stop it and remove everything it keeps; the shared tools stay."""
        self.stop()
        for name in ("run", "state", "tmp", "providers"):
            shutil.rmtree(self.root / name, ignore_errors=True)
        self.stack_file.unlink(missing_ok=True)

    def deploy(self) -> bool:
        """Deploy the built template, then the rest that makes it a city. True when the template was deployed anew."""
        changed = not self._deployment.is_current(self._parameters())
        if changed:
            self._progress("deploying the built template")
            self._deployment.deploy(self._parameters())
        self._progress("deployed" if changed else "deployed already, unchanged")
        resources = self._deployment.resources()
        if self._auth:
            allow_local_names(self.clients, list(resources.of_type("AWS::IAM::Role").values()))
        values = seed.local_secrets(self._secrets_file)
        seed.fill_secret(self.clients, resources.outputs["SecretId"], values)
        seed.allow_mail(self.clients, seed.city_mail(CONFIG))
        pool = UserPool(self.clients, resources.outputs["UserPoolId"])
        users = demo_users(self._run / "users.json")
        for user in users:
            pool.put(user)
        version = configuration_store.apply(self.clients, resources.outputs["TableName"], CONFIG)
        self._progress(f"users, secrets and configuration {version} in place")
        stack = describe(
            resources,
            stack_name=STACK_NAME,
            endpoint_url=self.endpoint_url,
            front_url=self.front_url,
            providers_url=self.providers_url,
            secrets=values,
            users=users,
        )
        self._tell_front(stack)
        stack.save(self.stack_file)
        return changed

    def stack(self) -> Stack:
        return load_stack(self.stack_file)

    def _tell_front(self, stack: Stack) -> None:
        """Where the API is now, and what the pages must know."""
        gateway = self._run / "gateway.json"
        gateway.write_text(json.dumps({"gateway_url": stack.gateway_url}), "utf-8")
        origins = {"media": self.endpoint_url, "tiles": seed.tile_origin(CONFIG)}
        site = {"settings": local_settings(stack.user_pool["client_id"]), "origins": origins}
        (self._run / "site.json").write_text(json.dumps(site), "utf-8")

    def _parameters(self) -> dict[str, str]:
        return {
            "Stage": "local",
            "GraphUrl": f"{self.providers_url}/v23.0",
            "InstagramUrl": f"{self.providers_url}/v23.0",
            "XUrl": self.providers_url,
            "SmsUrl": self.providers_url,
            "MailFrom": seed.city_mail(CONFIG),
            "MailDomain": seed.city_mail(CONFIG).partition("@")[2],
            "PublicUrl": self.front_url,
            "ConsoleUrl": f"{self.front_url}/console/",
        }

    def _start_server(
        self, process: BackgroundProcess, port: int, command: Callable[[], list[str | Path]], what: str
    ) -> None:
        if process.is_running():
            return
        require_free(port, what)
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
        environment["PYTHONPATH"] = str(REPOSITORY / "tools")
        process.start(command(), environment, self.root)
        health = f"http://127.0.0.1:{port}/health"
        process.wait_until(lambda: answers(health), SERVER_SECONDS)
        self._progress(f"{what} started on http://127.0.0.1:{port}")

    def _providers_command(self) -> list[str | Path]:
        folder = self.root / "providers"
        folder.mkdir(parents=True, exist_ok=True)
        values = seed.local_secrets(self._secrets_file)
        settings = ProviderSettings(
            access_token=values["whatsapp_access_token"],
            phone_number_id=values["whatsapp_phone_number_id"],
            app_secret=values["whatsapp_app_secret"],
            sms_username=values["sms_username"],
            sms_password=values["sms_password"],
            sms_header=values["sms_header"],
            webhook_url=f"{self.front_url}/api/webhooks/whatsapp",
            inbox_url=f"{self.endpoint_url}/_ministack/ses/messages",
            social=values,
            status_callbacks=["sent", "delivered", "read"] if self._status_callbacks else [],
        )
        path = folder / "settings.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(settings), indent=2) + "\n", "utf-8")
        port = str(self.ports.providers)
        return [sys.executable, "-m", "nabiz_tools.standins", "--port", port, "--folder", folder]

    def _front_command(self) -> list[str | Path]:
        files: list[str | Path] = ["--target", self._run / "gateway.json", "--site", self._run / "site.json"]
        return [sys.executable, "-m", "nabiz_tools.front", "--port", str(self.ports.front), *files]
