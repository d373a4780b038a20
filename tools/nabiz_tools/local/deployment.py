"""Deploys the built template to a local cloud with the SAM CLI, unless exactly that is deployed already."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nabiz_tools.aws import Clients
from nabiz_tools.failures import ToolError

ARTIFACTS = "nabiz-local-artifacts"
DEPLOY_SECONDS = 600


@dataclass(frozen=True)
class Resources:
    """The stack's outputs and the physical ids of its resources, by logical id."""

    outputs: dict[str, str]
    physical: dict[str, str]
    types: dict[str, str]

    def of_type(self, resource_type: str) -> dict[str, str]:
        return {name: self.physical[name] for name, kind in self.types.items() if kind == resource_type}


class Deployment:
    """One stack of one local cloud. `record` is the file that remembers what is deployed."""

    def __init__(self, clients: Clients, stack_name: str, build: Path, sam: Path, record: Path, log: Path) -> None:
        self._clients = clients
        self._stack_name = stack_name
        self._build = build
        self._sam = sam
        self._record = record
        self._log = log

    def fingerprint(self, parameters: Mapping[str, str]) -> str:
        """Of the template, of what the build was made from (its own record) and of the parameters."""
        digest = hashlib.sha256(json.dumps(dict(parameters), sort_keys=True).encode())
        for path in (self._build / "template.yaml", self._build / "inputs.json"):
            if not path.exists():
                raise ToolError(f"There is no {path}; build it with: make build-local")
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def is_current(self, parameters: Mapping[str, str]) -> bool:
        """Whether exactly this is deployed already."""
        return (
            self._record.exists()
            and self._record.read_text() == self.fingerprint(parameters)
            and self._status() in ("CREATE_COMPLETE", "UPDATE_COMPLETE")
        )

    def deploy(self, parameters: Mapping[str, str]) -> None:
        fingerprint = self.fingerprint(parameters)
        self._record.unlink(missing_ok=True)
        self._remove_failed_stack()
        self._make_bucket()
        self._run_sam(parameters)
        self._record.write_text(fingerprint)

    def resources(self) -> Resources:
        cloudformation = self._clients.cloudformation
        stack = cloudformation.describe_stacks(StackName=self._stack_name)["Stacks"][0]
        outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
        pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=self._stack_name)
        rows = [row for page in pages for row in page["StackResourceSummaries"]]
        physical = {row["LogicalResourceId"]: row.get("PhysicalResourceId", "") for row in rows}
        return Resources(outputs, physical, {row["LogicalResourceId"]: row["ResourceType"] for row in rows})

    def _status(self) -> str:
        try:
            stacks = self._clients.cloudformation.describe_stacks(StackName=self._stack_name)["Stacks"]
        except self._clients.cloudformation.exceptions.ClientError:
            return ""
        return stacks[0]["StackStatus"]

    def _remove_failed_stack(self) -> None:
        """A stack whose first creation failed can only be deleted."""
        if self._status() in ("ROLLBACK_COMPLETE", "CREATE_FAILED", "ROLLBACK_FAILED", "REVIEW_IN_PROGRESS"):
            self._clients.cloudformation.delete_stack(StackName=self._stack_name)

    def _make_bucket(self) -> None:
        s3 = self._clients.s3
        if ARTIFACTS not in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}:
            location: Any = {"LocationConstraint": self._clients.session.region_name}
            s3.create_bucket(Bucket=ARTIFACTS, CreateBucketConfiguration=location)

    def _run_sam(self, parameters: Mapping[str, str]) -> None:
        command = [
            *(str(self._sam), "deploy"),
            *("--template-file", str(self._build / "template.yaml")),
            *("--stack-name", self._stack_name),
            *("--s3-bucket", ARTIFACTS),
            *("--capabilities", "CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"),
            *("--no-confirm-changeset", "--no-fail-on-empty-changeset", "--no-progressbar"),
        ]
        if parameters:
            command += ["--parameter-overrides", *(f"{name}={value}" for name, value in parameters.items())]
        with self._log.open("w", encoding="utf-8") as log:
            finished = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._variables(),
                cwd=self._build,
                timeout=DEPLOY_SECONDS,
                check=False,
            )
        if finished.returncode != 0:
            words = "\n".join(self._log.read_text("utf-8").splitlines()[-25:])
            raise ToolError(f"sam deploy failed. Its last words, from {self._log}:\n{words}")

    def _variables(self) -> dict[str, str]:
        """The SAM CLI's: nothing of the caller's AWS settings, so that it can only reach the local cloud."""
        return {
            "PATH": f"{self._sam.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "HOME": os.environ.get("HOME", "/"),
            "LANG": "C.UTF-8",
            "AWS_ENDPOINT_URL": self._clients.endpoint_url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": str(self._clients.session.region_name),
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "SAM_CLI_TELEMETRY": "0",
        }
