"""The whole domain model."""

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "job_lease",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_lease")),
    )
    op.create_table(
        "store",
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("brand", sa.String(length=200), nullable=False),
        sa.Column("zone", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=200), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("demo_seed", sa.Integer(), nullable=True),
        sa.Column("demo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store")),
        sa.UniqueConstraint("code", name=op.f("uq_store_code")),
    )
    op.create_table(
        "api_token",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("token_hash", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_api_token_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_table(
        "authority_budget",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("gift", sa.BigInteger(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_authority_budget_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_budget")),
        sa.UniqueConstraint(
            "store_id", "month", "level", name=op.f("uq_authority_budget_store_id_month_level")
        ),
    )
    op.create_table(
        "car_model",
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("brand", sa.String(length=200), nullable=False),
        sa.Column("series", sa.String(length=200), nullable=False),
        sa.Column("trim", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("model_year", sa.Integer(), nullable=False),
        sa.Column("power", sa.String(length=32), nullable=False),
        sa.Column("list_price", sa.BigInteger(), nullable=False),
        sa.Column("purchase_cost", sa.BigInteger(), nullable=False),
        sa.Column("floor_gross_profit", sa.BigInteger(), nullable=False),
        sa.Column("rebate", sa.BigInteger(), nullable=False),
        sa.Column("margin_class", sa.String(length=32), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("length_m", sa.Numeric(precision=4, scale=2), nullable=False),
        sa.Column("width_m", sa.Numeric(precision=4, scale=2), nullable=False),
        sa.Column("fuel_l_per_100km", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("power_kwh_per_100km", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("electric_range_km", sa.Integer(), nullable=True),
        sa.Column("lead_time_days", sa.Integer(), nullable=False),
        sa.Column("selling_points", sa.JSON(), nullable=False),
        sa.Column("spec_changed_on", sa.Date(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_car_model_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_car_model")),
        sa.UniqueConstraint("store_id", "code", name=op.f("uq_car_model_store_id_code")),
    )
    op.create_table(
        "care_rule",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("days_after_delivery", sa.Integer(), nullable=True),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("is_marketing", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_care_rule_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_rule")),
        sa.UniqueConstraint("store_id", "kind", name=op.f("uq_care_rule_store_id_kind")),
    )
    op.create_table(
        "column_mapping",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("header_hash", sa.String(length=200), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_column_mapping_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mapping")),
        sa.UniqueConstraint(
            "store_id", "kind", "header_hash", name=op.f("uq_column_mapping_store_id_kind_header_hash")
        ),
    )
    op.create_table(
        "data_version",
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_data_version_store_id_store")),
        sa.PrimaryKeyConstraint("store_id", name=op.f("pk_data_version")),
    )
    op.create_table(
        "dated_rate",
        sa.Column("store_id", BIG_ID, nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("power", sa.String(length=32), nullable=True),
        sa.Column("rate", sa.Numeric(precision=9, scale=6), nullable=False),
        sa.Column("cap", sa.BigInteger(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_dated_rate_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dated_rate")),
    )
    op.create_index(
        "ix_dated_rate_store_id_kind_valid_from",
        "dated_rate",
        ["store_id", "kind", "valid_from"],
        unique=False,
    )
    op.create_table(
        "device_link",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("token_hash", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_device_link_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_link_token_hash")),
    )
    op.create_table(
        "floor_plan",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("width_m", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("depth_m", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("entrance_x", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("entrance_y", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("entrance_heading", sa.Integer(), nullable=False),
        sa.Column("fixtures", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_floor_plan_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_plan")),
        sa.UniqueConstraint("store_id", "name", name=op.f("uq_floor_plan_store_id_name")),
    )
    op.create_table(
        "footfall",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_footfall_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_footfall")),
        sa.UniqueConstraint(
            "store_id", "day", "hour", "source", name=op.f("uq_footfall_store_id_day_hour_source")
        ),
    )
    op.create_table(
        "gift",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("face_value", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("redemption_percent", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_gift_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift")),
        sa.UniqueConstraint("store_id", "name", name=op.f("uq_gift_store_id_name")),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("request_hash", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_idempotency_key_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotency_key")),
        sa.UniqueConstraint("store_id", "key", name=op.f("uq_idempotency_key_store_id_key")),
    )
    op.create_table(
        "inspection_item",
        sa.Column("area", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("per_car", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_inspection_item_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_item")),
    )
    op.create_index("ix_inspection_item_store_id_area", "inspection_item", ["store_id", "area"], unique=False)
    op.create_table(
        "message_template",
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_marketing", sa.Boolean(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_message_template_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_template")),
        sa.UniqueConstraint("store_id", "kind", "name", name=op.f("uq_message_template_store_id_kind_name")),
    )
    op.create_table(
        "referral_reward",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("is_badge", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_referral_reward_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_reward")),
        sa.UniqueConstraint("store_id", "name", name=op.f("uq_referral_reward_store_id_name")),
    )
    op.create_table(
        "scenario",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("rubric", sa.JSON(), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("figure", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_scenario_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario")),
        sa.UniqueConstraint("store_id", "title", name=op.f("uq_scenario_store_id_title")),
    )
    op.create_table(
        "staff",
        sa.Column("employee_no", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("seniority", sa.String(length=32), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("receives", sa.Boolean(), nullable=False),
        sa.Column("daily_lead_cap", sa.Integer(), nullable=True),
        sa.Column("monthly_lead_cap", sa.Integer(), nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_staff_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("store_id", "employee_no", name=op.f("uq_staff_store_id_employee_no")),
    )
    op.create_table(
        "store_event",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("profile", sa.String(length=32), nullable=False),
        sa.Column("result_note", sa.Text(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_store_event_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_event")),
    )
    op.create_index("ix_store_event_store_id_day", "store_event", ["store_id", "day"], unique=False)
    op.create_table(
        "absence",
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_absence_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_absence_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_staff_id"), "absence", ["staff_id"], unique=False)
    op.create_index("ix_absence_store_id_starts_on", "absence", ["store_id", "starts_on"], unique=False)
    op.create_table(
        "account",
        sa.Column("username", sa.String(length=200), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_count", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_account_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_account_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_account_staff_id")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_staff_id", BIG_ID, nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=200), nullable=False),
        sa.Column("entity", sa.String(length=200), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_staff_id"], ["staff.id"], name=op.f("fk_audit_entry_actor_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_audit_entry_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index("ix_audit_entry_store_id_at", "audit_entry", ["store_id", "at"], unique=False)
    op.create_index(
        "ix_audit_entry_store_id_entity", "audit_entry", ["store_id", "entity", "entity_id"], unique=False
    )
    op.create_table(
        "briefing_item",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("talk_track", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("for_customers", sa.Boolean(), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.String(length=200), nullable=False),
        sa.Column("created_by", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["staff.id"], name=op.f("fk_briefing_item_created_by_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_briefing_item_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing_item")),
    )
    op.create_index(
        "ix_briefing_item_store_id_valid_until", "briefing_item", ["store_id", "valid_until"], unique=False
    )
    op.create_table(
        "channel",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("channel_group", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("first_touch_minutes", sa.Integer(), nullable=True),
        sa.Column("owner_id", BIG_ID, nullable=True),
        sa.Column("partner_contact", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_channel_owner_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_channel_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel")),
        sa.UniqueConstraint("store_id", "name", name=op.f("uq_channel_store_id_name")),
    )
    op.create_table(
        "coaching_plan",
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("coach_id", BIG_ID, nullable=True),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("figure", sa.String(length=200), nullable=False),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("baseline_numerator", sa.Double(), nullable=True),
        sa.Column("baseline_denominator", sa.Double(), nullable=True),
        sa.Column("goal", sa.Double(), nullable=False),
        sa.Column("drills", sa.JSON(), nullable=False),
        sa.Column("check_ins", sa.JSON(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("check_on", sa.Date(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Double(), nullable=True),
        sa.Column("result_numerator", sa.Double(), nullable=True),
        sa.Column("result_denominator", sa.Double(), nullable=True),
        sa.Column("verdict", sa.String(length=32), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["coach_id"], ["staff.id"], name=op.f("fk_coaching_plan_coach_id_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_coaching_plan_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_coaching_plan_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_plan")),
    )
    op.create_index(
        "ix_coaching_plan_store_id_staff_id", "coaching_plan", ["store_id", "staff_id"], unique=False
    )
    op.create_table(
        "customer",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("pinyin", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=True),
        sa.Column("phone_as_given", sa.String(length=200), nullable=False),
        sa.Column("gender", sa.String(length=32), nullable=False),
        sa.Column("city", sa.String(length=200), nullable=False),
        sa.Column("birthday", sa.Date(), nullable=True),
        sa.Column("birthday_is_lunar", sa.Boolean(), nullable=False),
        sa.Column("profile", sa.String(length=32), nullable=False),
        sa.Column("owner_id", BIG_ID, nullable=True),
        sa.Column("is_key", sa.Boolean(), nullable=False),
        sa.Column("host_id", BIG_ID, nullable=True),
        sa.Column("key_points", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("referred_by_id", BIG_ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("anonymised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["host_id"], ["staff.id"], name=op.f("fk_customer_host_id_staff")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_customer_owner_id_staff")),
        sa.ForeignKeyConstraint(
            ["referred_by_id"], ["customer.id"], name=op.f("fk_customer_referred_by_id_customer")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_customer_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
    )
    op.create_index(op.f("ix_customer_referred_by_id"), "customer", ["referred_by_id"], unique=False)
    op.create_index("ix_customer_store_id_is_key", "customer", ["store_id", "is_key"], unique=False)
    op.create_index("ix_customer_store_id_name", "customer", ["store_id", "name"], unique=False)
    op.create_index("ix_customer_store_id_owner_id", "customer", ["store_id", "owner_id"], unique=False)
    op.create_index(
        "uq_customer_store_id_phone",
        "customer",
        ["store_id", "phone"],
        unique=True,
        sqlite_where=sa.text("anonymised_at IS NULL AND phone IS NOT NULL"),
        postgresql_where=sa.text("anonymised_at IS NULL AND phone IS NOT NULL"),
    )
    op.create_table(
        "day_review",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", BIG_ID, nullable=True),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["closed_by"], ["staff.id"], name=op.f("fk_day_review_closed_by_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_day_review_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_review")),
        sa.UniqueConstraint("store_id", "day", name=op.f("uq_day_review_store_id_day")),
    )
    op.create_table(
        "day_target",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("figure", sa.String(length=200), nullable=False),
        sa.Column("computed", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=32), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("by_staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name=op.f("fk_day_target_by_staff_id_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_day_target_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_day_target_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_target")),
    )
    op.create_index(
        "uq_day_target_staff",
        "day_target",
        ["store_id", "day", "figure", "staff_id"],
        unique=True,
        sqlite_where=sa.text("staff_id IS NOT NULL"),
        postgresql_where=sa.text("staff_id IS NOT NULL"),
    )
    op.create_index(
        "uq_day_target_team",
        "day_target",
        ["store_id", "day", "figure"],
        unique=True,
        sqlite_where=sa.text("staff_id IS NULL"),
        postgresql_where=sa.text("staff_id IS NULL"),
    )
    op.create_table(
        "digestion_plan",
        sa.Column("model_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("offer", sa.Text(), nullable=False),
        sa.Column("cost_per_car", sa.BigInteger(), nullable=False),
        sa.Column("expected_units", sa.Integer(), nullable=False),
        sa.Column("owner_id", BIG_ID, nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("under_cost_reason", sa.Text(), nullable=False),
        sa.Column("result_note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["model_id"], ["car_model.id"], name=op.f("fk_digestion_plan_model_id_car_model")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_digestion_plan_owner_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_digestion_plan_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digestion_plan")),
    )
    op.create_index(
        "ix_digestion_plan_store_id_status", "digestion_plan", ["store_id", "status"], unique=False
    )
    op.create_table(
        "factory_request",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("model_id", BIG_ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["model_id"], ["car_model.id"], name=op.f("fk_factory_request_model_id_car_model")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_factory_request_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_factory_request_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factory_request")),
    )
    op.create_index(
        "ix_factory_request_store_id_status", "factory_request", ["store_id", "status"], unique=False
    )
    op.create_table(
        "floor_slot",
        sa.Column("plan_id", BIG_ID, nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("x", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("y", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("length_m", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("width_m", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("rotation", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=32), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["floor_plan.id"], name=op.f("fk_floor_slot_plan_id_floor_plan")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_floor_slot_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_slot")),
        sa.UniqueConstraint("store_id", "plan_id", "code", name=op.f("uq_floor_slot_store_id_plan_id_code")),
    )
    op.create_index(op.f("ix_floor_slot_plan_id"), "floor_slot", ["plan_id"], unique=False)
    op.create_table(
        "forecast",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("deliveries", sa.Integer(), nullable=False),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_forecast_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_forecast_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast")),
        sa.UniqueConstraint("store_id", "day", "staff_id", name=op.f("uq_forecast_store_id_day_staff_id")),
    )
    op.create_table(
        "import_run",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=200), nullable=False),
        sa.Column("encoding", sa.String(length=200), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("merged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_import_run_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_import_run_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_index(
        "ix_import_run_store_id_started_at", "import_run", ["store_id", "started_at"], unique=False
    )
    op.create_table(
        "inspection",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_inspection_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_inspection_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
    )
    op.create_index("ix_inspection_store_id_day", "inspection", ["store_id", "day"], unique=False)
    op.create_table(
        "issue",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("objection", sa.String(length=32), nullable=True),
        sa.Column("about_staff_id", BIG_ID, nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["about_staff_id"], ["staff.id"], name=op.f("fk_issue_about_staff_id_staff")),
        sa.ForeignKeyConstraint(["created_by"], ["staff.id"], name=op.f("fk_issue_created_by_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_issue_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
    )
    op.create_index("ix_issue_store_id_day", "issue", ["store_id", "day"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_meeting_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_meeting_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("store_id", "day", name=op.f("uq_meeting_store_id_day")),
    )
    op.create_table(
        "outbox_message",
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("target", sa.String(length=32), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_outbox_message_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_outbox_message_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("store_id", "key", name=op.f("uq_outbox_message_store_id_key")),
    )
    op.create_index(
        "ix_outbox_message_store_id_status_next_try_at",
        "outbox_message",
        ["store_id", "status", "next_try_at"],
        unique=False,
    )
    op.create_table(
        "rota_shift",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_rota_shift_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_rota_shift_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota_shift")),
        sa.UniqueConstraint(
            "store_id",
            "day",
            "starts_at",
            "position",
            name=op.f("uq_rota_shift_store_id_day_starts_at_position"),
        ),
    )
    op.create_index(op.f("ix_rota_shift_staff_id"), "rota_shift", ["staff_id"], unique=False)
    op.create_table(
        "scenario_score",
        sa.Column("scenario_id", BIG_ID, nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("assessor_id", BIG_ID, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["staff.id"], name=op.f("fk_scenario_score_assessor_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["scenario_id"], ["scenario.id"], name=op.f("fk_scenario_score_scenario_id_scenario")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_scenario_score_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_scenario_score_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_score")),
    )
    op.create_index(op.f("ix_scenario_score_scenario_id"), "scenario_score", ["scenario_id"], unique=False)
    op.create_index(
        "ix_scenario_score_store_id_staff_id_day",
        "scenario_score",
        ["store_id", "staff_id", "day"],
        unique=False,
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["staff.id"], name=op.f("fk_setting_changed_by_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_setting_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("store_id", "key", name=op.f("uq_setting_store_id_key")),
    )
    op.create_table(
        "solution",
        sa.Column("aspect", sa.String(length=32), nullable=False),
        sa.Column("objection", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("talk_track", sa.Text(), nullable=False),
        sa.Column("model_id", BIG_ID, nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["model_id"], ["car_model.id"], name=op.f("fk_solution_model_id_car_model")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_solution_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solution")),
    )
    op.create_index("ix_solution_store_id_aspect", "solution", ["store_id", "aspect"], unique=False)
    op.create_table(
        "target",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("figure", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_target_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_target_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    op.create_index(
        "uq_target_staff",
        "target",
        ["store_id", "month", "figure", "staff_id"],
        unique=True,
        sqlite_where=sa.text("staff_id IS NOT NULL"),
        postgresql_where=sa.text("staff_id IS NOT NULL"),
    )
    op.create_index(
        "uq_target_team",
        "target",
        ["store_id", "month", "figure"],
        unique=True,
        sqlite_where=sa.text("staff_id IS NULL"),
        postgresql_where=sa.text("staff_id IS NULL"),
    )
    op.create_table(
        "training_session",
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=True),
        sa.Column("source_key", sa.String(length=200), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("trainer_id", BIG_ID, nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_training_session_store_id_store")),
        sa.ForeignKeyConstraint(
            ["trainer_id"], ["staff.id"], name=op.f("fk_training_session_trainer_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
    )
    op.create_index("ix_training_session_store_id_day", "training_session", ["store_id", "day"], unique=False)
    op.create_table(
        "vehicle",
        sa.Column("model_id", BIG_ID, nullable=False),
        sa.Column("vin", sa.String(length=200), nullable=False),
        sa.Column("vin_override", sa.String(length=200), nullable=False),
        sa.Column("colour", sa.String(length=200), nullable=False),
        sa.Column("interior", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("location", sa.String(length=200), nullable=False),
        sa.Column("plate", sa.String(length=200), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=True),
        sa.Column("eta_on", sa.Date(), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.Column("sold_on", sa.Date(), nullable=True),
        sa.Column("purchase_cost", sa.BigInteger(), nullable=False),
        sa.Column("pledged", sa.Boolean(), nullable=False),
        sa.Column("spec_card_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["model_id"], ["car_model.id"], name=op.f("fk_vehicle_model_id_car_model")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_vehicle_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle")),
        sa.UniqueConstraint("store_id", "vin", name=op.f("uq_vehicle_store_id_vin")),
    )
    op.create_index(op.f("ix_vehicle_model_id"), "vehicle", ["model_id"], unique=False)
    op.create_index("ix_vehicle_store_id_sold_on", "vehicle", ["store_id", "sold_on"], unique=False)
    op.create_index(
        "ix_vehicle_store_id_status_model_id", "vehicle", ["store_id", "status", "model_id"], unique=False
    )
    op.create_table(
        "wake_campaign",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("segment", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_wake_campaign_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_wake_campaign_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wake_campaign")),
    )
    op.create_index(
        "ix_wake_campaign_store_id_started_on", "wake_campaign", ["store_id", "started_on"], unique=False
    )
    op.create_table(
        "booking",
        sa.Column("resource", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("customer_id", BIG_ID, nullable=True),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["staff.id"], name=op.f("fk_booking_created_by_staff")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_booking_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_booking_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_booking_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
    )
    op.create_index(op.f("ix_booking_customer_id"), "booking", ["customer_id"], unique=False)
    op.create_index("ix_booking_store_id_day", "booking", ["store_id", "day"], unique=False)
    op.create_index(
        "ix_booking_store_id_resource_day", "booking", ["store_id", "resource", "day"], unique=False
    )
    op.create_table(
        "briefing_read",
        sa.Column("item_id", BIG_ID, nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_right", sa.Boolean(), nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["briefing_item.id"], name=op.f("fk_briefing_read_item_id_briefing_item")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_briefing_read_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_briefing_read_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing_read")),
        sa.UniqueConstraint(
            "store_id", "item_id", "staff_id", name=op.f("uq_briefing_read_store_id_item_id_staff_id")
        ),
    )
    op.create_index(op.f("ix_briefing_read_item_id"), "briefing_read", ["item_id"], unique=False)
    op.create_table(
        "channel_cost",
        sa.Column("channel_id", BIG_ID, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channel.id"], name=op.f("fk_channel_cost_channel_id_channel")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_channel_cost_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_cost")),
        sa.UniqueConstraint(
            "store_id", "channel_id", "month", name=op.f("uq_channel_cost_store_id_channel_id_month")
        ),
    )
    op.create_index(op.f("ix_channel_cost_channel_id"), "channel_cost", ["channel_id"], unique=False)
    op.create_table(
        "channel_upkeep",
        sa.Column("channel_id", BIG_ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channel.id"], name=op.f("fk_channel_upkeep_channel_id_channel")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_channel_upkeep_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_channel_upkeep_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_upkeep")),
    )
    op.create_index(op.f("ix_channel_upkeep_channel_id"), "channel_upkeep", ["channel_id"], unique=False)
    op.create_index(
        "ix_channel_upkeep_store_id_channel_id_on",
        "channel_upkeep",
        ["store_id", "channel_id", "on"],
        unique=False,
    )
    op.create_table(
        "consent",
        sa.Column("customer_id", BIG_ID, nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("recorded_by", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_consent_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff.id"], name=op.f("fk_consent_recorded_by_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_consent_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_customer_id"), "consent", ["customer_id"], unique=False)
    op.create_index(
        "ix_consent_store_id_customer_id",
        "consent",
        ["store_id", "customer_id", "channel", "purpose", "at"],
        unique=False,
    )
    op.create_table(
        "day_amendment",
        sa.Column("review_id", BIG_ID, nullable=False),
        sa.Column("figure", sa.String(length=200), nullable=False),
        sa.Column("before", sa.Double(), nullable=True),
        sa.Column("after", sa.Double(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["day_review.id"], name=op.f("fk_day_amendment_review_id_day_review")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_day_amendment_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_day_amendment_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_amendment")),
    )
    op.create_index(op.f("ix_day_amendment_review_id"), "day_amendment", ["review_id"], unique=False)
    op.create_table(
        "digestion_car",
        sa.Column("plan_id", BIG_ID, nullable=False),
        sa.Column("vehicle_id", BIG_ID, nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["digestion_plan.id"], name=op.f("fk_digestion_car_plan_id_digestion_plan")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_digestion_car_store_id_store")),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_digestion_car_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digestion_car")),
        sa.UniqueConstraint(
            "store_id", "plan_id", "vehicle_id", name=op.f("uq_digestion_car_store_id_plan_id_vehicle_id")
        ),
    )
    op.create_index(op.f("ix_digestion_car_plan_id"), "digestion_car", ["plan_id"], unique=False)
    op.create_index(op.f("ix_digestion_car_vehicle_id"), "digestion_car", ["vehicle_id"], unique=False)
    op.create_table(
        "event_guest",
        sa.Column("event_id", BIG_ID, nullable=False),
        sa.Column("customer_id", BIG_ID, nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_event_guest_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["store_event.id"], name=op.f("fk_event_guest_event_id_store_event")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_event_guest_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_event_guest_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_guest")),
        sa.UniqueConstraint(
            "store_id", "event_id", "customer_id", name=op.f("uq_event_guest_store_id_event_id_customer_id")
        ),
    )
    op.create_index(op.f("ix_event_guest_customer_id"), "event_guest", ["customer_id"], unique=False)
    op.create_index(op.f("ix_event_guest_event_id"), "event_guest", ["event_id"], unique=False)
    op.create_table(
        "improvement_action",
        sa.Column("issue_id", BIG_ID, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("owner_id", BIG_ID, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("figure", sa.String(length=200), nullable=False),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("baseline_numerator", sa.Double(), nullable=True),
        sa.Column("baseline_denominator", sa.Double(), nullable=True),
        sa.Column("look_on", sa.Date(), nullable=False),
        sa.Column("result", sa.Double(), nullable=True),
        sa.Column("verdict", sa.String(length=32), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_improvement_action_issue_id_issue")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["staff.id"], name=op.f("fk_improvement_action_owner_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["store_id"], ["store.id"], name=op.f("fk_improvement_action_store_id_store")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_action")),
    )
    op.create_index(
        "ix_improvement_action_store_id_issue_id",
        "improvement_action",
        ["store_id", "issue_id"],
        unique=False,
    )
    op.create_index(
        "ix_improvement_action_store_id_look_on", "improvement_action", ["store_id", "look_on"], unique=False
    )
    op.create_table(
        "inspection_result",
        sa.Column("inspection_id", BIG_ID, nullable=False),
        sa.Column("item_id", BIG_ID, nullable=False),
        sa.Column("vehicle_id", BIG_ID, nullable=True),
        sa.Column("result", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("photo", sa.LargeBinary(), nullable=True),
        sa.Column("owner_id", BIG_ID, nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fixed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rechecked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rechecked_by", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_inspection_result_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["inspection_item.id"], name=op.f("fk_inspection_result_item_id_inspection_item")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_inspection_result_owner_id_staff")),
        sa.ForeignKeyConstraint(
            ["rechecked_by"], ["staff.id"], name=op.f("fk_inspection_result_rechecked_by_staff")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_inspection_result_store_id_store")),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_inspection_result_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_result")),
    )
    op.create_index(
        op.f("ix_inspection_result_inspection_id"), "inspection_result", ["inspection_id"], unique=False
    )
    op.create_index(op.f("ix_inspection_result_item_id"), "inspection_result", ["item_id"], unique=False)
    op.create_index(
        "ix_inspection_result_store_id_result_fixed_at",
        "inspection_result",
        ["store_id", "result", "fixed_at"],
        unique=False,
    )
    op.create_table(
        "lead",
        sa.Column("customer_id", BIG_ID, nullable=False),
        sa.Column("channel_id", BIG_ID, nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("campaign", sa.String(length=200), nullable=False),
        sa.Column("model_id", BIG_ID, nullable=True),
        sa.Column("model_text", sa.String(length=200), nullable=False),
        sa.Column("budget_low", sa.BigInteger(), nullable=True),
        sa.Column("budget_high", sa.BigInteger(), nullable=True),
        sa.Column("horizon_days", sa.Integer(), nullable=True),
        sa.Column("horizon_text", sa.String(length=200), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("tier", sa.String(length=32), nullable=False),
        sa.Column("tier_set_by", sa.String(length=32), nullable=False),
        sa.Column("tier_reasons", sa.JSON(), nullable=False),
        sa.Column("trade_grade", sa.String(length=32), nullable=False),
        sa.Column("owner_id", BIG_ID, nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assign_reasons", sa.JSON(), nullable=False),
        sa.Column("first_touch_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_touched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_touch_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("touch_count", sa.Integer(), nullable=False),
        sa.Column("next_touch_due_on", sa.Date(), nullable=True),
        sa.Column("last_progress_on", sa.Date(), nullable=False),
        sa.Column("invalid_reason", sa.String(length=32), nullable=True),
        sa.Column("loss_reason", sa.String(length=32), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_lead_channel_id_channel")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_lead_customer_id_customer")),
        sa.ForeignKeyConstraint(["model_id"], ["car_model.id"], name=op.f("fk_lead_model_id_car_model")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_lead_owner_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_lead_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
    )
    op.create_index(op.f("ix_lead_customer_id"), "lead", ["customer_id"], unique=False)
    op.create_index(op.f("ix_lead_model_id"), "lead", ["model_id"], unique=False)
    op.create_index(
        "ix_lead_store_id_channel_id_received_on",
        "lead",
        ["store_id", "channel_id", "received_on"],
        unique=False,
    )
    op.create_index(
        "ix_lead_store_id_closed_on_received_on",
        "lead",
        ["store_id", "closed_on", "received_on"],
        unique=False,
    )
    op.create_index("ix_lead_store_id_external_id", "lead", ["store_id", "external_id"], unique=False)
    op.create_index(
        "ix_lead_store_id_owner_id_status",
        "lead",
        ["store_id", "owner_id", "status", "next_touch_due_on"],
        unique=False,
    )
    op.create_index("ix_lead_store_id_received_on", "lead", ["store_id", "received_on"], unique=False)
    op.create_index(
        "ix_lead_store_id_status_first_touch_due_at",
        "lead",
        ["store_id", "status", "first_touch_due_at"],
        unique=False,
    )
    op.create_index(
        "ix_lead_store_id_status_next_touch_due_on",
        "lead",
        ["store_id", "status", "next_touch_due_on"],
        unique=False,
    )
    op.create_table(
        "market_note",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("trend", sa.String(length=200), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("respond_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("briefing_item_id", BIG_ID, nullable=True),
        sa.Column("training_session_id", BIG_ID, nullable=True),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["briefing_item_id"],
            ["briefing_item.id"],
            name=op.f("fk_market_note_briefing_item_id_briefing_item"),
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_market_note_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_market_note_store_id_store")),
        sa.ForeignKeyConstraint(
            ["training_session_id"],
            ["training_session.id"],
            name=op.f("fk_market_note_training_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_market_note")),
    )
    op.create_index("ix_market_note_store_id_day", "market_note", ["store_id", "day"], unique=False)
    op.create_table(
        "placement",
        sa.Column("slot_id", BIG_ID, nullable=False),
        sa.Column("vehicle_id", BIG_ID, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["slot_id"], ["floor_slot.id"], name=op.f("fk_placement_slot_id_floor_slot")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_placement_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_placement_store_id_store")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_placement_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
    )
    op.create_index(op.f("ix_placement_slot_id"), "placement", ["slot_id"], unique=False)
    op.create_index(op.f("ix_placement_vehicle_id"), "placement", ["vehicle_id"], unique=False)
    op.create_index(
        "uq_placement_store_id_slot_id",
        "placement",
        ["store_id", "slot_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index(
        "uq_placement_store_id_vehicle_id",
        "placement",
        ["store_id", "vehicle_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "quarantine_row",
        sa.Column("run_id", BIG_ID, nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_quarantine_row_run_id_import_run")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_quarantine_row_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine_row")),
    )
    op.create_index(op.f("ix_quarantine_row_run_id"), "quarantine_row", ["run_id"], unique=False)
    op.create_index(
        "ix_quarantine_row_store_id_status", "quarantine_row", ["store_id", "status"], unique=False
    )
    op.create_table(
        "training_attendance",
        sa.Column("session_id", BIG_ID, nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_training_attendance_session_id_training_session"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_training_attendance_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["store_id"], ["store.id"], name=op.f("fk_training_attendance_store_id_store")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_attendance")),
        sa.UniqueConstraint(
            "store_id",
            "session_id",
            "staff_id",
            name=op.f("uq_training_attendance_store_id_session_id_staff_id"),
        ),
    )
    op.create_index(
        op.f("ix_training_attendance_session_id"), "training_attendance", ["session_id"], unique=False
    )
    op.create_table(
        "user_session",
        sa.Column("token_hash", sa.String(length=200), nullable=False),
        sa.Column("account_id", BIG_ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("user_agent", sa.String(length=200), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_user_session_account_id_account")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_user_session_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_session_token_hash")),
    )
    op.create_index(op.f("ix_user_session_account_id"), "user_session", ["account_id"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("customer_id", BIG_ID, nullable=False),
        sa.Column("lead_id", BIG_ID, nullable=True),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("profile", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_appointment_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_appointment_lead_id_lead")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_appointment_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_appointment_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index(op.f("ix_appointment_lead_id"), "appointment", ["lead_id"], unique=False)
    op.create_index(
        "ix_appointment_store_id_customer_id", "appointment", ["store_id", "customer_id"], unique=False
    )
    op.create_index(
        "ix_appointment_store_id_day_status", "appointment", ["store_id", "day", "status"], unique=False
    )
    op.create_index(
        "ix_appointment_store_id_made_on_staff_id",
        "appointment",
        ["store_id", "made_on", "staff_id"],
        unique=False,
    )
    op.create_table(
        "assignment",
        sa.Column("lead_id", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("from_staff_id", BIG_ID, nullable=True),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("set_by", sa.String(length=32), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("by_staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name=op.f("fk_assignment_by_staff_id_staff")),
        sa.ForeignKeyConstraint(
            ["from_staff_id"], ["staff.id"], name=op.f("fk_assignment_from_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_assignment_lead_id_lead")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_assignment_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_assignment_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_lead_id"), "assignment", ["lead_id"], unique=False)
    op.create_index(
        "ix_assignment_store_id_day_staff_id", "assignment", ["store_id", "day", "staff_id"], unique=False
    )
    op.create_table(
        "booking_slot",
        sa.Column("booking_id", BIG_ID, nullable=False),
        sa.Column("resource", sa.String(length=200), nullable=False),
        sa.Column("slot_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_booking_slot_booking_id_booking")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_booking_slot_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_slot")),
        sa.UniqueConstraint(
            "store_id", "resource", "slot_at", name=op.f("uq_booking_slot_store_id_resource_slot_at")
        ),
    )
    op.create_index(op.f("ix_booking_slot_booking_id"), "booking_slot", ["booking_id"], unique=False)
    op.create_table(
        "lead_source",
        sa.Column("lead_id", BIG_ID, nullable=False),
        sa.Column("channel_id", BIG_ID, nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("import_run_id", BIG_ID, nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channel.id"], name=op.f("fk_lead_source_channel_id_channel")
        ),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_lead_source_import_run_id_import_run")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_lead_source_lead_id_lead")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_lead_source_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_source")),
    )
    op.create_index(op.f("ix_lead_source_lead_id"), "lead_source", ["lead_id"], unique=False)
    op.create_index(
        "ix_lead_source_store_id_channel_id_external_id",
        "lead_source",
        ["store_id", "channel_id", "external_id"],
        unique=False,
    )
    op.create_table(
        "loss_request",
        sa.Column("lead_id", BIG_ID, nullable=False),
        sa.Column("customer_id", BIG_ID, nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("loss_group", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("rival", sa.String(length=200), nullable=False),
        sa.Column("tier_before", sa.String(length=32), nullable=False),
        sa.Column("after_visit", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", BIG_ID, nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.Column("called_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("call_back_confirms", sa.Boolean(), nullable=True),
        sa.Column("call_back_note", sa.Text(), nullable=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("lesson_by", BIG_ID, nullable=True),
        sa.Column("lesson_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_loss_request_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_loss_request_decided_by_staff")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_loss_request_lead_id_lead")),
        sa.ForeignKeyConstraint(["lesson_by"], ["staff.id"], name=op.f("fk_loss_request_lesson_by_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_loss_request_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_loss_request_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loss_request")),
    )
    op.create_index(op.f("ix_loss_request_lead_id"), "loss_request", ["lead_id"], unique=False)
    op.create_index(
        "ix_loss_request_store_id_status_asked_on",
        "loss_request",
        ["store_id", "status", "asked_on"],
        unique=False,
    )
    op.create_table(
        "opportunity",
        sa.Column("customer_id", BIG_ID, nullable=False),
        sa.Column("lead_id", BIG_ID, nullable=True),
        sa.Column("owner_id", BIG_ID, nullable=True),
        sa.Column("model_id", BIG_ID, nullable=True),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("last_progress_on", sa.Date(), nullable=False),
        sa.Column("next_step", sa.String(length=32), nullable=False),
        sa.Column("next_step_on", sa.Date(), nullable=False),
        sa.Column("next_step_note", sa.String(length=200), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_opportunity_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_opportunity_lead_id_lead")),
        sa.ForeignKeyConstraint(
            ["model_id"], ["car_model.id"], name=op.f("fk_opportunity_model_id_car_model")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_opportunity_owner_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_opportunity_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity")),
    )
    op.create_index(op.f("ix_opportunity_customer_id"), "opportunity", ["customer_id"], unique=False)
    op.create_index(op.f("ix_opportunity_lead_id"), "opportunity", ["lead_id"], unique=False)
    op.create_index(
        "ix_opportunity_store_id_closed_on_next_step_on",
        "opportunity",
        ["store_id", "closed_on", "next_step_on"],
        unique=False,
    )
    op.create_index(
        "ix_opportunity_store_id_closed_on_owner_id",
        "opportunity",
        ["store_id", "closed_on", "owner_id"],
        unique=False,
    )
    op.create_index(
        "uq_opportunity_store_id_customer_id",
        "opportunity",
        ["store_id", "customer_id"],
        unique=True,
        sqlite_where=sa.text("closed_on IS NULL"),
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_table(
        "tier_change",
        sa.Column("lead_id", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tier_before", sa.String(length=32), nullable=True),
        sa.Column("tier_after", sa.String(length=32), nullable=False),
        sa.Column("set_by", sa.String(length=32), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_tier_change_lead_id_lead")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_tier_change_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_tier_change_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_change")),
    )
    op.create_index(op.f("ix_tier_change_lead_id"), "tier_change", ["lead_id"], unique=False)
    op.create_table(
        "touch",
        sa.Column("lead_id", BIG_ID, nullable=True),
        sa.Column("customer_id", BIG_ID, nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("objection", sa.String(length=32), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_touch_customer_id_customer")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_touch_lead_id_lead")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_touch_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_touch_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touch")),
    )
    op.create_index(op.f("ix_touch_lead_id"), "touch", ["lead_id"], unique=False)
    op.create_index(
        "ix_touch_store_id_customer_id_at", "touch", ["store_id", "customer_id", "at"], unique=False
    )
    op.create_index("ix_touch_store_id_day_staff_id", "touch", ["store_id", "day", "staff_id"], unique=False)
    op.create_index(
        "ix_touch_store_id_objection_day", "touch", ["store_id", "objection", "day"], unique=False
    )
    op.create_table(
        "wake_member",
        sa.Column("campaign_id", BIG_ID, nullable=False),
        sa.Column("lead_id", BIG_ID, nullable=False),
        sa.Column("arm", sa.String(length=32), nullable=False),
        sa.Column("contacted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["wake_campaign.id"], name=op.f("fk_wake_member_campaign_id_wake_campaign")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_wake_member_lead_id_lead")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_wake_member_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wake_member")),
        sa.UniqueConstraint(
            "store_id", "campaign_id", "lead_id", name=op.f("uq_wake_member_store_id_campaign_id_lead_id")
        ),
    )
    op.create_index(op.f("ix_wake_member_campaign_id"), "wake_member", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_wake_member_lead_id"), "wake_member", ["lead_id"], unique=False)
    op.create_table(
        "price_request",
        sa.Column("opportunity_id", BIG_ID, nullable=False),
        sa.Column("vehicle_id", BIG_ID, nullable=True),
        sa.Column("model_id", BIG_ID, nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("list_price", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("gift_face_value", sa.BigInteger(), nullable=False),
        sa.Column("gift_cost", sa.BigInteger(), nullable=False),
        sa.Column("finance_income", sa.BigInteger(), nullable=False),
        sa.Column("insurance_income", sa.BigInteger(), nullable=False),
        sa.Column("aftersales_income", sa.BigInteger(), nullable=False),
        sa.Column("rebate", sa.BigInteger(), nullable=False),
        sa.Column("purchase_cost", sa.BigInteger(), nullable=False),
        sa.Column("gross_profit", sa.BigInteger(), nullable=False),
        sa.Column("floor", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["model_id"], ["car_model.id"], name=op.f("fk_price_request_model_id_car_model")
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_price_request_opportunity_id_opportunity")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_price_request_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_price_request_store_id_store")),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_price_request_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_request")),
    )
    op.create_index(
        op.f("ix_price_request_opportunity_id"), "price_request", ["opportunity_id"], unique=False
    )
    op.create_index(
        "ix_price_request_store_id_asked_on", "price_request", ["store_id", "asked_on"], unique=False
    )
    op.create_index(
        "ix_price_request_store_id_status_level",
        "price_request",
        ["store_id", "status", "level"],
        unique=False,
    )
    op.create_index(op.f("ix_price_request_vehicle_id"), "price_request", ["vehicle_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("customer_id", BIG_ID, nullable=True),
        sa.Column("lead_id", BIG_ID, nullable=True),
        sa.Column("appointment_id", BIG_ID, nullable=True),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("channel_id", BIG_ID, nullable=True),
        sa.Column("model_id", BIG_ID, nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("profile", sa.String(length=32), nullable=False),
        sa.Column("party_size", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("greeted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_visit_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_visit_channel_id_channel")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_visit_customer_id_customer")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_visit_lead_id_lead")),
        sa.ForeignKeyConstraint(["model_id"], ["car_model.id"], name=op.f("fk_visit_model_id_car_model")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_visit_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_visit_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_appointment_id"), "visit", ["appointment_id"], unique=False)
    op.create_index(op.f("ix_visit_lead_id"), "visit", ["lead_id"], unique=False)
    op.create_index(
        "ix_visit_store_id_customer_id_day", "visit", ["store_id", "customer_id", "day"], unique=False
    )
    op.create_index("ix_visit_store_id_day_staff_id", "visit", ["store_id", "day", "staff_id"], unique=False)
    op.create_table(
        "path_observation",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stops", sa.JSON(), nullable=False),
        sa.Column("visit_id", BIG_ID, nullable=True),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_path_observation_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_path_observation_store_id_store")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_path_observation_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_path_observation")),
    )
    op.create_index("ix_path_observation_store_id_day", "path_observation", ["store_id", "day"], unique=False)
    op.create_table(
        "price_decision",
        sa.Column("request_id", BIG_ID, nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("decision", sa.String(length=32), nullable=False),
        sa.Column("counter_discount", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["price_request.id"], name=op.f("fk_price_decision_request_id_price_request")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_price_decision_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_price_decision_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_decision")),
    )
    op.create_index(op.f("ix_price_decision_request_id"), "price_decision", ["request_id"], unique=False)
    op.create_table(
        "price_request_gift",
        sa.Column("request_id", BIG_ID, nullable=False),
        sa.Column("gift_id", BIG_ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("face_value", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["gift_id"], ["gift.id"], name=op.f("fk_price_request_gift_gift_id_gift")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["price_request.id"], name=op.f("fk_price_request_gift_request_id_price_request")
        ),
        sa.ForeignKeyConstraint(
            ["store_id"], ["store.id"], name=op.f("fk_price_request_gift_store_id_store")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_request_gift")),
    )
    op.create_index(
        op.f("ix_price_request_gift_request_id"), "price_request_gift", ["request_id"], unique=False
    )
    op.create_table(
        "reception_event",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("visit_id", BIG_ID, nullable=True),
        sa.Column("by_staff_id", BIG_ID, nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["by_staff_id"], ["staff.id"], name=op.f("fk_reception_event_by_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_reception_event_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_reception_event_store_id_store")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_reception_event_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_event")),
    )
    op.create_index(
        "ix_reception_event_store_id_day", "reception_event", ["store_id", "day", "at"], unique=False
    )
    op.create_table(
        "sales_order",
        sa.Column("order_no", sa.String(length=200), nullable=False),
        sa.Column("customer_id", BIG_ID, nullable=False),
        sa.Column("opportunity_id", BIG_ID, nullable=True),
        sa.Column("lead_id", BIG_ID, nullable=True),
        sa.Column("visit_id", BIG_ID, nullable=True),
        sa.Column("channel_id", BIG_ID, nullable=True),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("model_id", BIG_ID, nullable=False),
        sa.Column("vehicle_id", BIG_ID, nullable=True),
        sa.Column("referrer_id", BIG_ID, nullable=True),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("list_price", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("gift_cost", sa.BigInteger(), nullable=False),
        sa.Column("other_income", sa.BigInteger(), nullable=False),
        sa.Column("purchase_cost", sa.BigInteger(), nullable=False),
        sa.Column("gross_profit", sa.BigInteger(), nullable=False),
        sa.Column("deposit", sa.BigInteger(), nullable=False),
        sa.Column("under_cost_reason", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("eta_on", sa.Date(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("first_service_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channel.id"], name=op.f("fk_sales_order_channel_id_channel")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_sales_order_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_sales_order_lead_id_lead")),
        sa.ForeignKeyConstraint(
            ["model_id"], ["car_model.id"], name=op.f("fk_sales_order_model_id_car_model")
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_sales_order_opportunity_id_opportunity")
        ),
        sa.ForeignKeyConstraint(
            ["referrer_id"], ["customer.id"], name=op.f("fk_sales_order_referrer_id_customer")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_sales_order_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_sales_order_store_id_store")),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_sales_order_vehicle_id_vehicle")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_sales_order_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_order")),
        sa.UniqueConstraint("store_id", "order_no", name=op.f("uq_sales_order_store_id_order_no")),
    )
    op.create_index(op.f("ix_sales_order_lead_id"), "sales_order", ["lead_id"], unique=False)
    op.create_index(op.f("ix_sales_order_opportunity_id"), "sales_order", ["opportunity_id"], unique=False)
    op.create_index(op.f("ix_sales_order_referrer_id"), "sales_order", ["referrer_id"], unique=False)
    op.create_index(
        "ix_sales_order_store_id_customer_id_ordered_on",
        "sales_order",
        ["store_id", "customer_id", "ordered_on"],
        unique=False,
    )
    op.create_index(
        "ix_sales_order_store_id_delivered_on", "sales_order", ["store_id", "delivered_on"], unique=False
    )
    op.create_index(
        "ix_sales_order_store_id_ordered_on_staff_id",
        "sales_order",
        ["store_id", "ordered_on", "staff_id"],
        unique=False,
    )
    op.create_index(
        "ix_sales_order_store_id_status_promised_on",
        "sales_order",
        ["store_id", "status", "promised_on"],
        unique=False,
    )
    op.create_index(op.f("ix_sales_order_vehicle_id"), "sales_order", ["vehicle_id"], unique=False)
    op.create_index(op.f("ix_sales_order_visit_id"), "sales_order", ["visit_id"], unique=False)
    op.create_table(
        "test_drive",
        sa.Column("customer_id", BIG_ID, nullable=False),
        sa.Column("opportunity_id", BIG_ID, nullable=True),
        sa.Column("visit_id", BIG_ID, nullable=True),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("vehicle_id", BIG_ID, nullable=False),
        sa.Column("model_id", BIG_ID, nullable=False),
        sa.Column("booking_id", BIG_ID, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("licence_seen", sa.Boolean(), nullable=False),
        sa.Column("licence_until", sa.Date(), nullable=True),
        sa.Column("agreement_signed", sa.Boolean(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_test_drive_booking_id_booking")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_test_drive_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["model_id"], ["car_model.id"], name=op.f("fk_test_drive_model_id_car_model")
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_test_drive_opportunity_id_opportunity")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_test_drive_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_test_drive_store_id_store")),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_test_drive_vehicle_id_vehicle")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_test_drive_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_drive")),
    )
    op.create_index(op.f("ix_test_drive_booking_id"), "test_drive", ["booking_id"], unique=False)
    op.create_index(op.f("ix_test_drive_opportunity_id"), "test_drive", ["opportunity_id"], unique=False)
    op.create_index(
        "ix_test_drive_store_id_customer_id", "test_drive", ["store_id", "customer_id"], unique=False
    )
    op.create_index(
        "ix_test_drive_store_id_day_staff_id", "test_drive", ["store_id", "day", "staff_id"], unique=False
    )
    op.create_index(op.f("ix_test_drive_visit_id"), "test_drive", ["visit_id"], unique=False)
    op.create_table(
        "care_task",
        sa.Column("customer_id", BIG_ID, nullable=False),
        sa.Column("order_id", BIG_ID, nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("snoozed_to", sa.Date(), nullable=True),
        sa.Column("owner_id", BIG_ID, nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", BIG_ID, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_care_task_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(["done_by"], ["staff.id"], name=op.f("fk_care_task_done_by_staff")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_care_task_order_id_sales_order")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_care_task_owner_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_care_task_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_task")),
        sa.UniqueConstraint(
            "store_id",
            "customer_id",
            "kind",
            "due_on",
            name=op.f("uq_care_task_store_id_customer_id_kind_due_on"),
        ),
    )
    op.create_index(op.f("ix_care_task_customer_id"), "care_task", ["customer_id"], unique=False)
    op.create_index(op.f("ix_care_task_order_id"), "care_task", ["order_id"], unique=False)
    op.create_index(
        "ix_care_task_store_id_status_due_on", "care_task", ["store_id", "status", "due_on"], unique=False
    )
    op.create_table(
        "complaint",
        sa.Column("customer_id", BIG_ID, nullable=True),
        sa.Column("order_id", BIG_ID, nullable=True),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_by", BIG_ID, nullable=True),
        sa.Column("settlement", sa.Text(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_complaint_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_complaint_order_id_sales_order")
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["staff.id"], name=op.f("fk_complaint_settled_by_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_complaint_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_complaint_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
    )
    op.create_index(op.f("ix_complaint_customer_id"), "complaint", ["customer_id"], unique=False)
    op.create_index(op.f("ix_complaint_order_id"), "complaint", ["order_id"], unique=False)
    op.create_index("ix_complaint_store_id_day", "complaint", ["store_id", "day"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("customer_id", BIG_ID, nullable=False),
        sa.Column("visit_id", BIG_ID, nullable=True),
        sa.Column("test_drive_id", BIG_ID, nullable=True),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("model_id", BIG_ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("aspect", sa.String(length=32), nullable=False),
        sa.Column("liked", sa.Boolean(), nullable=False),
        sa.Column("objection", sa.String(length=32), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_feedback_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(["model_id"], ["car_model.id"], name=op.f("fk_feedback_model_id_car_model")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_feedback_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_feedback_store_id_store")),
        sa.ForeignKeyConstraint(
            ["test_drive_id"], ["test_drive.id"], name=op.f("fk_feedback_test_drive_id_test_drive")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_feedback_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    op.create_index("ix_feedback_store_id_customer_id", "feedback", ["store_id", "customer_id"], unique=False)
    op.create_index("ix_feedback_store_id_day", "feedback", ["store_id", "day"], unique=False)
    op.create_index(op.f("ix_feedback_test_drive_id"), "feedback", ["test_drive_id"], unique=False)
    op.create_index(op.f("ix_feedback_visit_id"), "feedback", ["visit_id"], unique=False)
    op.create_table(
        "order_compensation",
        sa.Column("order_id", BIG_ID, nullable=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("new_eta_on", sa.Date(), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_order_compensation_order_id_sales_order")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_order_compensation_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["store_id"], ["store.id"], name=op.f("fk_order_compensation_store_id_store")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_compensation")),
    )
    op.create_index(op.f("ix_order_compensation_order_id"), "order_compensation", ["order_id"], unique=False)
    op.create_table(
        "order_milestone",
        sa.Column("order_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_order_milestone_order_id_sales_order")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_order_milestone_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_milestone")),
        sa.UniqueConstraint(
            "store_id", "order_id", "kind", name=op.f("uq_order_milestone_store_id_order_id_kind")
        ),
    )
    op.create_index(op.f("ix_order_milestone_order_id"), "order_milestone", ["order_id"], unique=False)
    op.create_table(
        "referral_entry",
        sa.Column("customer_id", BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("order_id", BIG_ID, nullable=True),
        sa.Column("reward_id", BIG_ID, nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_referral_entry_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_referral_entry_order_id_sales_order")
        ),
        sa.ForeignKeyConstraint(
            ["reward_id"], ["referral_reward.id"], name=op.f("fk_referral_entry_reward_id_referral_reward")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_referral_entry_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_referral_entry_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_entry")),
        sa.UniqueConstraint("store_id", "key", name=op.f("uq_referral_entry_store_id_key")),
    )
    op.create_index(
        "ix_referral_entry_store_id_customer_id",
        "referral_entry",
        ["store_id", "customer_id", "at"],
        unique=False,
    )
    op.create_table(
        "task",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("owner_id", BIG_ID, nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("customer_id", BIG_ID, nullable=True),
        sa.Column("lead_id", BIG_ID, nullable=True),
        sa.Column("opportunity_id", BIG_ID, nullable=True),
        sa.Column("order_id", BIG_ID, nullable=True),
        sa.Column("vehicle_id", BIG_ID, nullable=True),
        sa.Column("issue_id", BIG_ID, nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", BIG_ID, nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", BIG_ID, nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("carried_from_id", BIG_ID, nullable=True),
        sa.Column("carry_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["carried_from_id"], ["task.id"], name=op.f("fk_task_carried_from_id_task")),
        sa.ForeignKeyConstraint(["created_by"], ["staff.id"], name=op.f("fk_task_created_by_staff")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_task_customer_id_customer")),
        sa.ForeignKeyConstraint(["done_by"], ["staff.id"], name=op.f("fk_task_done_by_staff")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_task_issue_id_issue")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_task_lead_id_lead")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_task_opportunity_id_opportunity")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_task_order_id_sales_order")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_task_owner_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_task_store_id_store")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_task_vehicle_id_vehicle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("store_id", "key", name=op.f("uq_task_store_id_key")),
    )
    op.create_index(op.f("ix_task_carried_from_id"), "task", ["carried_from_id"], unique=False)
    op.create_index(op.f("ix_task_customer_id"), "task", ["customer_id"], unique=False)
    op.create_index(op.f("ix_task_issue_id"), "task", ["issue_id"], unique=False)
    op.create_index(op.f("ix_task_lead_id"), "task", ["lead_id"], unique=False)
    op.create_index(op.f("ix_task_opportunity_id"), "task", ["opportunity_id"], unique=False)
    op.create_index(op.f("ix_task_order_id"), "task", ["order_id"], unique=False)
    op.create_index(
        "ix_task_store_id_owner_id_status", "task", ["store_id", "owner_id", "status", "due_on"], unique=False
    )
    op.create_index("ix_task_store_id_status_due_on", "task", ["store_id", "status", "due_on"], unique=False)
    op.create_index(op.f("ix_task_vehicle_id"), "task", ["vehicle_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", BIG_ID, nullable=True),
        sa.Column("task_id", BIG_ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_decision_owner_id_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_decision_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_decision_store_id_store")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_decision_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_store_id_day", "decision", ["store_id", "day"], unique=False)
    op.create_table(
        "solution_offer",
        sa.Column("solution_id", BIG_ID, nullable=False),
        sa.Column("feedback_id", BIG_ID, nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.Column("store_id", BIG_ID, nullable=False),
        sa.Column("id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_solution_offer_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_solution_offer_solution_id_solution")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_solution_offer_staff_id_staff")),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_solution_offer_store_id_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solution_offer")),
    )
    op.create_index(op.f("ix_solution_offer_feedback_id"), "solution_offer", ["feedback_id"], unique=False)
    op.create_index(
        "ix_solution_offer_store_id_solution_id", "solution_offer", ["store_id", "solution_id"], unique=False
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_solution_offer_store_id_solution_id", table_name="solution_offer")
    op.drop_index(op.f("ix_solution_offer_feedback_id"), table_name="solution_offer")
    op.drop_table("solution_offer")
    op.drop_index("ix_decision_store_id_day", table_name="decision")
    op.drop_table("decision")
    op.drop_index(op.f("ix_task_vehicle_id"), table_name="task")
    op.drop_index("ix_task_store_id_status_due_on", table_name="task")
    op.drop_index("ix_task_store_id_owner_id_status", table_name="task")
    op.drop_index(op.f("ix_task_order_id"), table_name="task")
    op.drop_index(op.f("ix_task_opportunity_id"), table_name="task")
    op.drop_index(op.f("ix_task_lead_id"), table_name="task")
    op.drop_index(op.f("ix_task_issue_id"), table_name="task")
    op.drop_index(op.f("ix_task_customer_id"), table_name="task")
    op.drop_index(op.f("ix_task_carried_from_id"), table_name="task")
    op.drop_table("task")
    op.drop_index("ix_referral_entry_store_id_customer_id", table_name="referral_entry")
    op.drop_table("referral_entry")
    op.drop_index(op.f("ix_order_milestone_order_id"), table_name="order_milestone")
    op.drop_table("order_milestone")
    op.drop_index(op.f("ix_order_compensation_order_id"), table_name="order_compensation")
    op.drop_table("order_compensation")
    op.drop_index(op.f("ix_feedback_visit_id"), table_name="feedback")
    op.drop_index(op.f("ix_feedback_test_drive_id"), table_name="feedback")
    op.drop_index("ix_feedback_store_id_day", table_name="feedback")
    op.drop_index("ix_feedback_store_id_customer_id", table_name="feedback")
    op.drop_table("feedback")
    op.drop_index("ix_complaint_store_id_day", table_name="complaint")
    op.drop_index(op.f("ix_complaint_order_id"), table_name="complaint")
    op.drop_index(op.f("ix_complaint_customer_id"), table_name="complaint")
    op.drop_table("complaint")
    op.drop_index("ix_care_task_store_id_status_due_on", table_name="care_task")
    op.drop_index(op.f("ix_care_task_order_id"), table_name="care_task")
    op.drop_index(op.f("ix_care_task_customer_id"), table_name="care_task")
    op.drop_table("care_task")
    op.drop_index(op.f("ix_test_drive_visit_id"), table_name="test_drive")
    op.drop_index("ix_test_drive_store_id_day_staff_id", table_name="test_drive")
    op.drop_index("ix_test_drive_store_id_customer_id", table_name="test_drive")
    op.drop_index(op.f("ix_test_drive_opportunity_id"), table_name="test_drive")
    op.drop_index(op.f("ix_test_drive_booking_id"), table_name="test_drive")
    op.drop_table("test_drive")
    op.drop_index(op.f("ix_sales_order_visit_id"), table_name="sales_order")
    op.drop_index(op.f("ix_sales_order_vehicle_id"), table_name="sales_order")
    op.drop_index("ix_sales_order_store_id_status_promised_on", table_name="sales_order")
    op.drop_index("ix_sales_order_store_id_ordered_on_staff_id", table_name="sales_order")
    op.drop_index("ix_sales_order_store_id_delivered_on", table_name="sales_order")
    op.drop_index("ix_sales_order_store_id_customer_id_ordered_on", table_name="sales_order")
    op.drop_index(op.f("ix_sales_order_referrer_id"), table_name="sales_order")
    op.drop_index(op.f("ix_sales_order_opportunity_id"), table_name="sales_order")
    op.drop_index(op.f("ix_sales_order_lead_id"), table_name="sales_order")
    op.drop_table("sales_order")
    op.drop_index("ix_reception_event_store_id_day", table_name="reception_event")
    op.drop_table("reception_event")
    op.drop_index(op.f("ix_price_request_gift_request_id"), table_name="price_request_gift")
    op.drop_table("price_request_gift")
    op.drop_index(op.f("ix_price_decision_request_id"), table_name="price_decision")
    op.drop_table("price_decision")
    op.drop_index("ix_path_observation_store_id_day", table_name="path_observation")
    op.drop_table("path_observation")
    op.drop_index("ix_visit_store_id_day_staff_id", table_name="visit")
    op.drop_index("ix_visit_store_id_customer_id_day", table_name="visit")
    op.drop_index(op.f("ix_visit_lead_id"), table_name="visit")
    op.drop_index(op.f("ix_visit_appointment_id"), table_name="visit")
    op.drop_table("visit")
    op.drop_index(op.f("ix_price_request_vehicle_id"), table_name="price_request")
    op.drop_index("ix_price_request_store_id_status_level", table_name="price_request")
    op.drop_index("ix_price_request_store_id_asked_on", table_name="price_request")
    op.drop_index(op.f("ix_price_request_opportunity_id"), table_name="price_request")
    op.drop_table("price_request")
    op.drop_index(op.f("ix_wake_member_lead_id"), table_name="wake_member")
    op.drop_index(op.f("ix_wake_member_campaign_id"), table_name="wake_member")
    op.drop_table("wake_member")
    op.drop_index("ix_touch_store_id_objection_day", table_name="touch")
    op.drop_index("ix_touch_store_id_day_staff_id", table_name="touch")
    op.drop_index("ix_touch_store_id_customer_id_at", table_name="touch")
    op.drop_index(op.f("ix_touch_lead_id"), table_name="touch")
    op.drop_table("touch")
    op.drop_index(op.f("ix_tier_change_lead_id"), table_name="tier_change")
    op.drop_table("tier_change")
    op.drop_index(
        "uq_opportunity_store_id_customer_id",
        table_name="opportunity",
        sqlite_where=sa.text("closed_on IS NULL"),
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.drop_index("ix_opportunity_store_id_closed_on_owner_id", table_name="opportunity")
    op.drop_index("ix_opportunity_store_id_closed_on_next_step_on", table_name="opportunity")
    op.drop_index(op.f("ix_opportunity_lead_id"), table_name="opportunity")
    op.drop_index(op.f("ix_opportunity_customer_id"), table_name="opportunity")
    op.drop_table("opportunity")
    op.drop_index("ix_loss_request_store_id_status_asked_on", table_name="loss_request")
    op.drop_index(op.f("ix_loss_request_lead_id"), table_name="loss_request")
    op.drop_table("loss_request")
    op.drop_index("ix_lead_source_store_id_channel_id_external_id", table_name="lead_source")
    op.drop_index(op.f("ix_lead_source_lead_id"), table_name="lead_source")
    op.drop_table("lead_source")
    op.drop_index(op.f("ix_booking_slot_booking_id"), table_name="booking_slot")
    op.drop_table("booking_slot")
    op.drop_index("ix_assignment_store_id_day_staff_id", table_name="assignment")
    op.drop_index(op.f("ix_assignment_lead_id"), table_name="assignment")
    op.drop_table("assignment")
    op.drop_index("ix_appointment_store_id_made_on_staff_id", table_name="appointment")
    op.drop_index("ix_appointment_store_id_day_status", table_name="appointment")
    op.drop_index("ix_appointment_store_id_customer_id", table_name="appointment")
    op.drop_index(op.f("ix_appointment_lead_id"), table_name="appointment")
    op.drop_table("appointment")
    op.drop_index(op.f("ix_user_session_account_id"), table_name="user_session")
    op.drop_table("user_session")
    op.drop_index(op.f("ix_training_attendance_session_id"), table_name="training_attendance")
    op.drop_table("training_attendance")
    op.drop_index("ix_quarantine_row_store_id_status", table_name="quarantine_row")
    op.drop_index(op.f("ix_quarantine_row_run_id"), table_name="quarantine_row")
    op.drop_table("quarantine_row")
    op.drop_index(
        "uq_placement_store_id_vehicle_id",
        table_name="placement",
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.drop_index(
        "uq_placement_store_id_slot_id",
        table_name="placement",
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.drop_index(op.f("ix_placement_vehicle_id"), table_name="placement")
    op.drop_index(op.f("ix_placement_slot_id"), table_name="placement")
    op.drop_table("placement")
    op.drop_index("ix_market_note_store_id_day", table_name="market_note")
    op.drop_table("market_note")
    op.drop_index("ix_lead_store_id_status_next_touch_due_on", table_name="lead")
    op.drop_index("ix_lead_store_id_status_first_touch_due_at", table_name="lead")
    op.drop_index("ix_lead_store_id_received_on", table_name="lead")
    op.drop_index("ix_lead_store_id_owner_id_status", table_name="lead")
    op.drop_index("ix_lead_store_id_external_id", table_name="lead")
    op.drop_index("ix_lead_store_id_closed_on_received_on", table_name="lead")
    op.drop_index("ix_lead_store_id_channel_id_received_on", table_name="lead")
    op.drop_index(op.f("ix_lead_model_id"), table_name="lead")
    op.drop_index(op.f("ix_lead_customer_id"), table_name="lead")
    op.drop_table("lead")
    op.drop_index("ix_inspection_result_store_id_result_fixed_at", table_name="inspection_result")
    op.drop_index(op.f("ix_inspection_result_item_id"), table_name="inspection_result")
    op.drop_index(op.f("ix_inspection_result_inspection_id"), table_name="inspection_result")
    op.drop_table("inspection_result")
    op.drop_index("ix_improvement_action_store_id_look_on", table_name="improvement_action")
    op.drop_index("ix_improvement_action_store_id_issue_id", table_name="improvement_action")
    op.drop_table("improvement_action")
    op.drop_index(op.f("ix_event_guest_event_id"), table_name="event_guest")
    op.drop_index(op.f("ix_event_guest_customer_id"), table_name="event_guest")
    op.drop_table("event_guest")
    op.drop_index(op.f("ix_digestion_car_vehicle_id"), table_name="digestion_car")
    op.drop_index(op.f("ix_digestion_car_plan_id"), table_name="digestion_car")
    op.drop_table("digestion_car")
    op.drop_index(op.f("ix_day_amendment_review_id"), table_name="day_amendment")
    op.drop_table("day_amendment")
    op.drop_index("ix_consent_store_id_customer_id", table_name="consent")
    op.drop_index(op.f("ix_consent_customer_id"), table_name="consent")
    op.drop_table("consent")
    op.drop_index("ix_channel_upkeep_store_id_channel_id_on", table_name="channel_upkeep")
    op.drop_index(op.f("ix_channel_upkeep_channel_id"), table_name="channel_upkeep")
    op.drop_table("channel_upkeep")
    op.drop_index(op.f("ix_channel_cost_channel_id"), table_name="channel_cost")
    op.drop_table("channel_cost")
    op.drop_index(op.f("ix_briefing_read_item_id"), table_name="briefing_read")
    op.drop_table("briefing_read")
    op.drop_index("ix_booking_store_id_resource_day", table_name="booking")
    op.drop_index("ix_booking_store_id_day", table_name="booking")
    op.drop_index(op.f("ix_booking_customer_id"), table_name="booking")
    op.drop_table("booking")
    op.drop_index("ix_wake_campaign_store_id_started_on", table_name="wake_campaign")
    op.drop_table("wake_campaign")
    op.drop_index("ix_vehicle_store_id_status_model_id", table_name="vehicle")
    op.drop_index("ix_vehicle_store_id_sold_on", table_name="vehicle")
    op.drop_index(op.f("ix_vehicle_model_id"), table_name="vehicle")
    op.drop_table("vehicle")
    op.drop_index("ix_training_session_store_id_day", table_name="training_session")
    op.drop_table("training_session")
    op.drop_index(
        "uq_target_team",
        table_name="target",
        sqlite_where=sa.text("staff_id IS NULL"),
        postgresql_where=sa.text("staff_id IS NULL"),
    )
    op.drop_index(
        "uq_target_staff",
        table_name="target",
        sqlite_where=sa.text("staff_id IS NOT NULL"),
        postgresql_where=sa.text("staff_id IS NOT NULL"),
    )
    op.drop_table("target")
    op.drop_index("ix_solution_store_id_aspect", table_name="solution")
    op.drop_table("solution")
    op.drop_table("setting")
    op.drop_index("ix_scenario_score_store_id_staff_id_day", table_name="scenario_score")
    op.drop_index(op.f("ix_scenario_score_scenario_id"), table_name="scenario_score")
    op.drop_table("scenario_score")
    op.drop_index(op.f("ix_rota_shift_staff_id"), table_name="rota_shift")
    op.drop_table("rota_shift")
    op.drop_index("ix_outbox_message_store_id_status_next_try_at", table_name="outbox_message")
    op.drop_table("outbox_message")
    op.drop_table("meeting")
    op.drop_index("ix_issue_store_id_day", table_name="issue")
    op.drop_table("issue")
    op.drop_index("ix_inspection_store_id_day", table_name="inspection")
    op.drop_table("inspection")
    op.drop_index("ix_import_run_store_id_started_at", table_name="import_run")
    op.drop_table("import_run")
    op.drop_table("forecast")
    op.drop_index(op.f("ix_floor_slot_plan_id"), table_name="floor_slot")
    op.drop_table("floor_slot")
    op.drop_index("ix_factory_request_store_id_status", table_name="factory_request")
    op.drop_table("factory_request")
    op.drop_index("ix_digestion_plan_store_id_status", table_name="digestion_plan")
    op.drop_table("digestion_plan")
    op.drop_index(
        "uq_day_target_team",
        table_name="day_target",
        sqlite_where=sa.text("staff_id IS NULL"),
        postgresql_where=sa.text("staff_id IS NULL"),
    )
    op.drop_index(
        "uq_day_target_staff",
        table_name="day_target",
        sqlite_where=sa.text("staff_id IS NOT NULL"),
        postgresql_where=sa.text("staff_id IS NOT NULL"),
    )
    op.drop_table("day_target")
    op.drop_table("day_review")
    op.drop_index(
        "uq_customer_store_id_phone",
        table_name="customer",
        sqlite_where=sa.text("anonymised_at IS NULL AND phone IS NOT NULL"),
        postgresql_where=sa.text("anonymised_at IS NULL AND phone IS NOT NULL"),
    )
    op.drop_index("ix_customer_store_id_owner_id", table_name="customer")
    op.drop_index("ix_customer_store_id_name", table_name="customer")
    op.drop_index("ix_customer_store_id_is_key", table_name="customer")
    op.drop_index(op.f("ix_customer_referred_by_id"), table_name="customer")
    op.drop_table("customer")
    op.drop_index("ix_coaching_plan_store_id_staff_id", table_name="coaching_plan")
    op.drop_table("coaching_plan")
    op.drop_table("channel")
    op.drop_index("ix_briefing_item_store_id_valid_until", table_name="briefing_item")
    op.drop_table("briefing_item")
    op.drop_index("ix_audit_entry_store_id_entity", table_name="audit_entry")
    op.drop_index("ix_audit_entry_store_id_at", table_name="audit_entry")
    op.drop_table("audit_entry")
    op.drop_table("account")
    op.drop_index("ix_absence_store_id_starts_on", table_name="absence")
    op.drop_index(op.f("ix_absence_staff_id"), table_name="absence")
    op.drop_table("absence")
    op.drop_index("ix_store_event_store_id_day", table_name="store_event")
    op.drop_table("store_event")
    op.drop_table("staff")
    op.drop_table("scenario")
    op.drop_table("referral_reward")
    op.drop_table("message_template")
    op.drop_index("ix_inspection_item_store_id_area", table_name="inspection_item")
    op.drop_table("inspection_item")
    op.drop_table("idempotency_key")
    op.drop_table("gift")
    op.drop_table("footfall")
    op.drop_table("floor_plan")
    op.drop_table("device_link")
    op.drop_index("ix_dated_rate_store_id_kind_valid_from", table_name="dated_rate")
    op.drop_table("dated_rate")
    op.drop_table("data_version")
    op.drop_table("column_mapping")
    op.drop_table("care_rule")
    op.drop_table("car_model")
    op.drop_table("authority_budget")
    op.drop_table("api_token")
    op.drop_table("store")
    op.drop_table("job_lease")
