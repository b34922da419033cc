"""Second factors cannot be read in a copied database, and those of before still let people in."""

from collections.abc import Iterator

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.apps.registry import Apps
from django.contrib.auth.models import User
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from pytest_django import Settings

from tests.desk.signing_in import PASSWORD, SECRET, code
from upstander.desk.sealing import seal, unseal

SEED = "ab" * 40


def migrate(targets: list[tuple[str, str]]) -> Apps:
    MigrationExecutor(connection).migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def before() -> Iterator[Apps]:
    yield migrate([("desk", "0001_initial")])
    Authenticator.objects.all().delete()
    migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


@pytest.mark.django_db(transaction=True)
def test_every_second_factor_of_before_is_kept_and_unreadable(before: Apps) -> None:
    olive = User.objects.create_user("olive")
    newton = User.objects.create_user("newton")
    kept = [
        (olive, "totp", {"secret": SECRET}),
        (olive, "recovery_codes", {"seed": SEED, "used_mask": 5}),
        (newton, "recovery_codes", {"migrated_codes": ["12345678", "87654321"]}),
        (newton, "webauthn", {"credential": {"id": "a"}, "name": "key"}),
    ]
    for user, kind, data in kept:
        Authenticator.objects.create(user=user, type=kind, data=data)
    migrate([("desk", "0002_sealed_second_factors")])

    totp, codes, old_codes, passkey = (one.data for one in Authenticator.objects.order_by("pk"))
    assert unseal(totp["secret"]) == SECRET
    assert (unseal(codes["seed"]), codes["used_mask"]) == (SEED, 5)
    assert [unseal(one) for one in old_codes["migrated_codes"]] == ["12345678", "87654321"]
    assert passkey == kept[3][2]
    said = str([totp, codes, old_codes])
    assert not any(secret in said for secret in (SECRET, SEED, "12345678"))


def test_a_new_second_factor_is_kept_unreadable(db: None) -> None:
    assert SECRET not in get_adapter().encrypt(SECRET)
    assert get_adapter().decrypt(get_adapter().encrypt(SECRET)) == SECRET


def test_with_another_key_no_code_is_right_and_the_page_says_why(
    client: Client, olive: User, settings: Settings
) -> None:
    kept = Authenticator.objects.get(user=olive)
    settings.SECRET_KEY = "another"
    kept.data["secret"] = seal(SECRET)
    kept.save()
    settings.SECRET_KEY = "a third"
    client.post("/desk/account/login/", {"login": "olive", "password": PASSWORD})
    answer = client.post("/desk/account/2fa/authenticate/", {"code": code()})
    assert answer.status_code == 200
    assert "put it back from a backup" in answer.content.decode()
