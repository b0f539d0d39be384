"""What a row can be: every status and kind of the schema, as pure values without display text."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Who somebody is in the store."""

    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    CONSULTANT = "consultant"
    RECEPTION = "reception"
    WALL = "wall"


class Seniority(StrEnum):
    """How long a consultant has sold; decides which tier of lead he serves (Rule L4)."""

    TRAINEE = "trainee"
    REGULAR = "regular"
    SENIOR = "senior"


class AbsenceKind(StrEnum):
    """Why somebody is away."""

    DAY_OFF = "day_off"
    LEAVE = "leave"
    TRAINING = "training"


class RateKind(StrEnum):
    """Dated taxes, subsidies and market rates (Rule Z5)."""

    PURCHASE_TAX = "purchase_tax"
    NEV_TAX_CUT = "nev_tax_cut"
    TRADE_IN = "trade_in"
    SCRAPPAGE = "scrappage"
    LOAN = "loan"
    FUEL_PRICE = "fuel_price"
    POWER_PRICE = "power_price"


class ChannelGroup(StrEnum):
    """First level of a channel (Rule L1)."""

    ONLINE = "online"
    OFFLINE = "offline"


class ChannelKind(StrEnum):
    """Second level of a channel (Rule L1)."""

    VERTICAL_MEDIA = "vertical_media"
    SHORT_VIDEO = "short_video"
    FACTORY = "factory"
    PRIVATE = "private"
    WALK_IN = "walk_in"
    REFERRAL = "referral"
    EVENT = "event"
    PARTNER = "partner"
    FLEET = "fleet"


class UpkeepKind(StrEnum):
    """What was done for a channel (Rule L1)."""

    CONTACT = "contact"
    MATERIALS = "materials"
    FAULT = "fault"
    CHANGE = "change"


class Gender(StrEnum):
    """How a customer is addressed."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class Profile(StrEnum):
    """What a party is like, for what to stress (Rule M8)."""

    FAMILY = "family"
    BUSINESS = "business"
    YOUNG = "young"
    SENIOR = "senior"
    FLEET = "fleet"
    UNKNOWN = "unknown"


class ConsentChannel(StrEnum):
    """Over which way a customer agreed to be reached (Rule Z3)."""

    CALL = "call"
    SMS = "sms"
    WECHAT = "wechat"
    EMAIL = "email"


class ConsentPurpose(StrEnum):
    """For what a customer agreed to be reached (Rule Z3)."""

    SERVICE = "service"
    MARKETING = "marketing"


class LeadStatus(StrEnum):
    """Where a lead stands; invalid is not lost."""

    NEW = "new"
    WORKING = "working"
    INVALID = "invalid"
    LOSS_ASKED = "loss_asked"
    LOST = "lost"
    WON = "won"


class Tier(StrEnum):
    """Lead tier by purchase window (Rule L3)."""

    A = "A"
    B = "B"
    C = "C"


class TradeGrade(StrEnum):
    """The trade's own grade, as factories count it (Rule L3)."""

    O = "O"  # noqa: E741 - the trade's letter
    H = "H"
    A = "A"
    B = "B"
    C = "C"
    N = "N"


class SetBy(StrEnum):
    """Whether the rule or a person decided."""

    RULE = "rule"
    PERSON = "person"


class TouchKind(StrEnum):
    """By which way a customer was touched."""

    CALL = "call"
    WECHAT = "wechat"
    SMS = "sms"
    MEETING = "meeting"


class TouchOutcome(StrEnum):
    """What came of a touch."""

    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    REACHED = "reached"
    INTERESTED = "interested"
    APPOINTMENT = "appointment"
    LATER = "later"
    REFUSED = "refused"


class Objection(StrEnum):
    """What holds a customer back, as recorded (Rules M2, R1, T1)."""

    OFFER_UNCLEAR = "offer_unclear"
    PRICE = "price"
    FINANCE_COMPLEX = "finance_complex"
    WINTER_RANGE = "winter_range"
    FUEL_USE = "fuel_use"
    SPACE = "space"
    DELIVERY_TIME = "delivery_time"
    TRADE_IN_VALUE = "trade_in_value"
    DISTANCE = "distance"
    COMPETITOR = "competitor"
    NO_HURRY = "no_hurry"


class LossGroup(StrEnum):
    """First level of the reasons for a loss (Rule L8)."""

    PRICE = "price"
    COMPETITOR = "competitor"
    PRODUCT = "product"
    STOCK = "stock"
    TRADE_IN = "trade_in"
    CUSTOMER = "customer"
    DISTANCE = "distance"
    SERVICE = "service"
    CONTACT = "contact"


class LossReason(StrEnum):
    """Second level of the reasons for a loss (Rule L8)."""

    PRICE_HIGH = "price_high"
    PRICE_DISCOUNT = "price_discount"
    PRICE_FINANCE = "price_finance"
    COMP_BRAND = "comp_brand"
    COMP_DEALER = "comp_dealer"
    PROD_CONFIG = "prod_config"
    PROD_SPACE = "prod_space"
    PROD_RANGE = "prod_range"
    PROD_BRAND = "prod_brand"
    STOCK_COLOUR = "stock_colour"
    STOCK_NONE = "stock_none"
    LEAD_TIME = "lead_time"
    TRADE_VALUE = "trade_value"
    PLAN_CANCEL = "plan_cancel"
    FUNDS = "funds"
    FAMILY = "family"
    PLATE = "plate"
    DISTANCE = "distance"
    SERVICE_WAIT = "service_wait"
    SERVICE_ATTITUDE = "service_attitude"
    NO_TEST_CAR = "no_test_car"
    SLOW_FOLLOW = "slow_follow"
    LOST_CONTACT = "lost_contact"


class InvalidReason(StrEnum):
    """Why a lead never was one: invalid is not lost."""

    WRONG_NUMBER = "wrong_number"
    NOBODY_ANSWERS = "nobody_answers"
    NO_PURCHASE = "no_purchase"
    BOUGHT_OWN = "bought_own"
    BOUGHT_RIVAL = "bought_rival"
    OUT_OF_REGION = "out_of_region"
    DUPLICATE = "duplicate"
    TEST_OR_PEER = "test_or_peer"
    OTHER = "other"


class RequestStatus(StrEnum):
    """Where something that was asked for stands."""

    PENDING = "pending"
    COUNTERED = "countered"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class AppointmentKind(StrEnum):
    """What a customer is expected for."""

    VISIT = "visit"
    TEST_DRIVE = "test_drive"
    DELIVERY = "delivery"
    EXPERIENCE = "experience"


class AppointmentStatus(StrEnum):
    """Whether the customer came (Rule I8)."""

    BOOKED = "booked"
    SHOWN = "shown"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class VisitKind(StrEnum):
    """Showroom traffic, mutually exclusive."""

    FIRST = "first"
    FIRST_OF_LEAD = "first_of_lead"
    RETURN = "return"
    LOOKED_ONLY = "looked_only"
    ERRAND = "errand"
    INCOMPLETE = "incomplete"


class Aspect(StrEnum):
    """What feedback is about (Rule I1)."""

    SPACE = "space"
    FUEL = "fuel"
    PRICE = "price"
    RANGE = "range"
    COMFORT = "comfort"
    DRIVING = "driving"
    SMART = "smart"
    LOOKS = "looks"
    SAFETY = "safety"


class SolutionKind(StrEnum):
    """What answers a concern (Rule I1)."""

    MODEL = "model"
    COMPARISON = "comparison"
    DEMONSTRATION = "demonstration"
    OFFER = "offer"


class TestDriveStatus(StrEnum):
    """Where a test drive stands (Rule I5)."""

    BOOKED = "booked"
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """Stage of an intent customer."""

    VISITED = "visited"
    DRIVEN = "driven"
    NEGOTIATING = "negotiating"
    ORDERED = "ordered"
    DELIVERED = "delivered"
    LOST = "lost"


class NextStep(StrEnum):
    """What comes next with a customer (Rule I6)."""

    CALL = "call"
    VISIT = "visit"
    TEST_DRIVE = "test_drive"
    QUOTE = "quote"
    DECISION = "decision"
    CONTRACT = "contract"
    DELIVERY = "delivery"


class Level(StrEnum):
    """Level of authority in a negotiation (Rule I2)."""

    CONSULTANT = "consultant"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"


class OrderStatus(StrEnum):
    """Where an order stands."""

    OPEN = "open"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class MilestoneKind(StrEnum):
    """Steps of an order until the handover (Rule T5)."""

    DEPOSIT = "deposit"
    ALLOCATED = "allocated"
    SHIPPED = "shipped"
    ARRIVED = "arrived"
    INSPECTED = "inspected"
    PAID = "paid"
    REGISTERED = "registered"
    HANDED_OVER = "handed_over"


class Power(StrEnum):
    """How a car is driven."""

    ICE = "ice"
    HEV = "hev"
    PHEV = "phev"
    EREV = "erev"
    BEV = "bev"


class MarginClass(StrEnum):
    """How much a model earns; steers the golden zone (Rules S3, V6)."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


class VehicleStatus(StrEnum):
    """Where a car is in its life."""

    ORDERED = "ordered"
    IN_TRANSIT = "in_transit"
    IN_STOCK = "in_stock"
    ALLOCATED = "allocated"
    SOLD = "sold"


class VehicleKind(StrEnum):
    """What a car serves for."""

    NORMAL = "normal"
    DISPLAY = "display"
    TEST_DRIVE = "test_drive"


class PlanKind(StrEnum):
    """How slow movers are digested (Rule V2)."""

    BUNDLE = "bundle"
    FACTORY_SUBSIDY = "factory_subsidy"
    TIMED_PRICE = "timed_price"


class PlanStatus(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class FactoryRequestKind(StrEnum):
    """What is asked of the factory (Rules V2, V3)."""

    EXPEDITE = "expedite"
    SUBSIDY = "subsidy"


class Zone(StrEnum):
    """Zones of the showroom."""

    GOLDEN = "golden"
    HERO = "hero"
    LINE = "line"
    WINDOW = "window"
    RECEPTION = "reception"
    LOUNGE = "lounge"
    WALL = "wall"
    DELIVERY = "delivery"


class InspectionArea(StrEnum):
    """Parts of an inspection (Rule S1)."""

    CAR_OUTSIDE = "car_outside"
    CAR_INSIDE = "car_inside"
    SPEC_CARD = "spec_card"
    LOUNGE = "lounge"
    HALL = "hall"
    TEST_CAR = "test_car"
    PEOPLE = "people"


class CheckResult(StrEnum):
    """Outcome of one check (Rule S1)."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"


class TaskKind(StrEnum):
    """What a task is about."""

    INVITE = "invite"
    FOLLOW_UP = "follow_up"
    TEST_DRIVE_FOLLOW_UP = "test_drive_follow_up"
    REBOOK = "rebook"
    REVIEW_LOSS = "review_loss"
    DECIDE_PRICE = "decide_price"
    SHADOWING = "shadowing"
    DEFECT = "defect"
    AGE_THRESHOLD = "age_threshold"
    EXPEDITE = "expedite"
    LATE_ORDER = "late_order"
    DECISION = "decision"
    IMPROVEMENT = "improvement"
    MARKET_RESPONSE = "market_response"
    PROPOSAL = "proposal"
    TRAINING = "training"
    COACHING = "coaching"
    PARTNER_CONTACT = "partner_contact"
    CARE = "care"
    OTHER = "other"


class TaskStatus(StrEnum):
    """Where a task stands (Rule R7)."""

    OPEN = "open"
    DONE = "done"
    CARRIED = "carried"
    CANCELLED = "cancelled"


class BookingPurpose(StrEnum):
    """For what a car, a kit or a person is reserved."""

    TEST_DRIVE = "test_drive"
    DELIVERY = "delivery"
    SHADOWING = "shadowing"
    TRAINING = "training"
    RESERVE = "reserve"


class BookingStatus(StrEnum):
    """Whether a reservation holds."""

    HELD = "held"
    RELEASED = "released"


class ReceptionEventKind(StrEnum):
    """What happens at the door; the order is derived from these (Rule M5)."""

    CHECK_IN = "check_in"
    TAKE = "take"
    SKIP = "skip"
    APPOINTED = "appointed"
    FREE = "free"
    AWAY = "away"
    BACK = "back"
    CHECK_OUT = "check_out"


class BriefingKind(StrEnum):
    """What a briefing item is (Rule M7)."""

    POLICY = "policy"
    FINANCE = "finance"
    COMPETITOR = "competitor"
    PRODUCT = "product"


class IssueKind(StrEnum):
    """What the evening review found (Rules R2, R5)."""

    COMMON = "common"
    INDIVIDUAL = "individual"
    MARKET = "market"


class IssueStatus(StrEnum):
    """Where an issue stands."""

    OPEN = "open"
    CLOSED = "closed"


class Verdict(StrEnum):
    """What the figure says of an action (Rule R8)."""

    WORKED = "worked"
    DID_NOT = "did_not"
    UNCLEAR = "unclear"


class MeetingStep(StrEnum):
    """Topics of the morning meeting (Rule M9)."""

    FIGURES = "figures"
    DIAGNOSIS = "diagnosis"
    LOST_CASES = "lost_cases"
    MUST_DO = "must_do"
    ROTA = "rota"
    KEY_CUSTOMERS = "key_customers"
    BRIEFING = "briefing"
    EXPECTED = "expected"
    FORECAST = "forecast"


class TrainingStatus(StrEnum):
    """Where a training session stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class PainSource(StrEnum):
    """Where a topic proposal comes from (Rule T1)."""

    COMPLAINT = "complaint"
    LOSS = "loss"
    OBJECTION = "objection"
    CHECK = "check"
    SLOW_MODEL = "slow_model"
    MARKET = "market"


class ComplaintTopic(StrEnum):
    """What a customer complains of (Rule T1)."""

    DELIVERY_DELAY = "delivery_delay"
    SERVICE_ATTITUDE = "service_attitude"
    PRICE_PROMISE = "price_promise"
    QUALITY = "quality"
    FINANCE_TERMS = "finance_terms"
    WAITING = "waiting"


class FunnelStep(StrEnum):
    """Parts of a consultant's profile (Rule T3)."""

    TOUCH = "touch"
    INVITE = "invite"
    RECEIVE = "receive"
    TEST_DRIVE = "test_drive"
    CLOSE = "close"
    REFERRAL = "referral"


class LedgerKind(StrEnum):
    """Sides of the referral ledger (Rule T4)."""

    EARN = "earn"
    REDEEM = "redeem"
    EXPIRE = "expire"
    CORRECT = "correct"


class CareKind(StrEnum):
    """Why somebody is cared for (Rule C1)."""

    THANKS = "thanks"
    USAGE_TIPS = "usage_tips"
    FIRST_SERVICE = "first_service"
    BIRTHDAY = "birthday"
    FESTIVAL = "festival"
    SATISFACTION = "satisfaction"
    INSURANCE = "insurance"


class CareStatus(StrEnum):
    """Where a care task stands."""

    DUE = "due"
    DONE = "done"
    SKIPPED = "skipped"
    BLOCKED = "blocked"


class EventKind(StrEnum):
    """Experiences and owner events (Rules I4, C2)."""

    NIGHT_DRIVE = "night_drive"
    FAMILY_DAY = "family_day"
    OWNER_DINNER = "owner_dinner"
    ROAD_TRIP = "road_trip"


class GuestStatus(StrEnum):
    """Where an invitation stands (Rules I4, C2)."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    CAME = "came"
    DECLINED = "declined"
    NO_SHOW = "no_show"


class NoteKind(StrEnum):
    """What the market reading is (Rules C3, R5)."""

    NEWS = "news"
    REPORT = "report"
    COMPETITOR_PRICE = "competitor_price"
    SUBSIDY = "subsidy"


class CampaignArm(StrEnum):
    """Contacted, or held back to compare (Rule L6)."""

    CONTACTED = "contacted"
    HELD_BACK = "held_back"


class OutboxTarget(StrEnum):
    """Where a message goes (Rule X4)."""

    TEAM = "team"
    MANAGER = "manager"
    STAFF = "staff"


class OutboxStatus(StrEnum):
    """Where a message stands (Rule X4)."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class ImportKind(StrEnum):
    """What a file brings in."""

    LEADS = "leads"
    VEHICLES = "vehicles"
    ORDERS = "orders"
    STAFF = "staff"


class QuarantineStatus(StrEnum):
    """Where a rejected row stands (Rule L7)."""

    WAITING = "waiting"
    FIXED = "fixed"
    DISCARDED = "discarded"
