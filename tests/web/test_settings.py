"""The store of a home, and the environment that says where it is."""

import stat
from pathlib import Path

import pytest

from mingcha import web
from mingcha.core.errors import CannotDo, UsageError
from mingcha.web.environment import DatabaseAddress, read_environment

HOME = Path("/srv/mingcha")


def test_a_home_without_environment_has_a_file_of_its_own() -> None:
    assert read_environment(HOME, {}).database == DatabaseAddress("sqlite", "/srv/mingcha/mingcha.sqlite3")


def test_databases_are_named_by_address() -> None:
    def database(address: str) -> DatabaseAddress:
        return read_environment(HOME, {"MINGCHA_DATABASE": address}).database

    assert database("sqlite:////var/x.db") == DatabaseAddress("sqlite", "/var/x.db")
    assert database("postgresql://u:p%40w@db.local:5433/city") == DatabaseAddress(
        "postgresql", "city", "db.local", "5433", "u", "p@w"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MINGCHA_DATABSE", "sqlite:///x"),
        ("MINGCHA_DATABASE", "mysql://a/b"),
        ("MINGCHA_DATABASE", "sqlite://"),
        ("MINGCHA_DATABASE", "postgresql://host:port/x"),
        ("MINGCHA_SECRET_KEY", "short"),
        ("MINGCHA_ALLOWED_HOSTS", "a.gov.cn, b/c"),
    ],
)
def test_an_unknown_name_or_a_malformed_value_stops_the_start_and_names_itself(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=name):
        read_environment(HOME, {name: value})


def test_a_password_is_not_repeated_in_a_complaint() -> None:
    with pytest.raises(UsageError) as refused:
        read_environment(HOME, {"MINGCHA_DATABASE": "postgres://u:geheim@h:x/y"})
    assert "geheim" not in str(refused.value)


def test_the_store_is_a_wal_with_foreign_keys_on(sqlite_home: Path) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        modes = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")]
    assert modes == ["wal", 1]


def test_the_key_is_made_once_and_readable_by_its_owner_alone(home: Path) -> None:
    from django.conf import settings

    file = home / "secret.key"
    key = file.read_text(encoding="ascii").strip()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(key) >= 50
    web.setup(home)
    assert settings.SECRET_KEY == key == file.read_text(encoding="ascii").strip()


def test_one_process_can_turn_to_another_home(sqlite_home: Path, tmp_path: Path) -> None:
    from mingcha.web.models import Unit

    Unit.objects.create(code="A")
    web.setup(tmp_path / "second")
    web.migrate()
    assert Unit.objects.count() == 0
    web.setup(sqlite_home)
    assert Unit.objects.count() == 1


def test_the_schema_is_brought_up_once(tmp_path: Path) -> None:
    web.setup(tmp_path)
    with pytest.raises(CannotDo, match="mingcha migrate"):
        web.require_schema()
    assert web.migrate()[0] == "0001_register"
    assert web.migrate() == ()
    web.require_schema()


def test_the_models_and_the_migrations_agree(home: Path) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_newer_database_is_left_alone(home: Path) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.create(app="mingcha", name="9999_future")
    with pytest.raises(CannotDo, match="9999_future"):
        web.migrate()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "mingcha.sqlite3").write_bytes(b"not a database at all" * 100)
    web.setup(tmp_path)
    with pytest.raises(CannotDo, match="不能读写"):
        web.migrate()


def test_a_store_that_another_holds_is_told_in_a_sentence(sqlite_home: Path) -> None:
    from django.db import OperationalError

    with (
        pytest.raises(CannotDo, match=r"mingcha\.sqlite3 不能读写（database is locked）"),
        web.store_errors(),
    ):
        raise OperationalError("database is locked")


def test_two_starts_at_once_share_one_key(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from mingcha.web.settings import settings_for

    environment = read_environment(tmp_path, {})
    with ThreadPoolExecutor(8) as pool:
        keys = {
            made["SECRET_KEY"] for made in pool.map(lambda _: settings_for(tmp_path, environment), range(8))
        }
    assert len(keys) == 1
