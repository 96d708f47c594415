"""What counts as naming the cause, for tools that do not speak in our classes.

The reading is meant to be generous: a tool is right if any message of it, however it goes on, says what the class says
(docs/dns-diagnosis.md). Which zone or server is to blame is asked of none of them.
"""
import re

# Zonemaster tests zones, and says tags. Any message of these, at NOTICE or above, names the cause.
ZONEMASTER = {
    # "No glue" is also what it says of every zone of which no server answers usefully; here it happens to be the cause.
    "missing_glue": r"NO_GLUE_PREVENTS_NAMESERVER_TESTS|.*GLUE.*|CANNOT_BE_RESOLVED|CAN_NOT_BE_RESOLVED",
    "timeout": r"(CN0\d_)?NO_RESPONSE.*|.*_NO_RESPONSE(_.*)?",
    "lame": r"CHILD_ZONE_LAME|PARENT_ZONE_LAME|IS_NOT_AUTHORITATIVE|NS_FAILED|.*NOT_AA.*|UPWARD_REFERRAL",
    "dnssec": r"DS\d\d_.*|DS_.*|RRSIG_.*|DNSKEY_.*|NSEC.*|.*_NOT_SIGNED|NO_RESPONSE_DNSKEY|BROKEN_.*|EXTRA_PROCESSING_BROKEN",
    "delegation_mismatch": r"EXTRA_NAME_.*|EXTRA_ADDRESS_.*|(IN|OUT_OF)_BAILIWICK_ADDR_MISMATCH|TOTAL_NAME_MISMATCH|TOTAL_ADDRESS_MISMATCH",
    "inconsistent": r"MULTIPLE_.*|SOA_SERIAL_VARIATION|.*INCONSISTENT.*",
    "edns": r".*EDNS.*|NS_ERROR",
    "tcp": r"CN02_.*|.*_TCP",
    "ttl_collapse": r".*TTL.*",
    "nxdomain": r".*NXDOMAIN.*|B01_NO_CHILD|NO_CHILD|NO_DOMAIN|NOT_A_ZONE|NO_PARENT",
    "cname_dangling": r".*CNAME.*",
    "cname_loop": r".*CNAME.*",
    "empty": r".*NODATA.*|NO_A_RECORD.*",
    "wrong_answer": r"$^",
    "servfail": r"$^",
    "refused": r"$^",
}
# A response code in a message's arguments names these.
ZONEMASTER_CODES = {"servfail": "SERVFAIL", "refused": "REFUSED", "lame": "REFUSED"}

# What no bed on loopback can have, and what is advice and no fault of an answer. A zone with nothing else is taken as "ok",
# as is one with warnings: only ERROR and CRITICAL say that a zone is not well.
ZONEMASTER_BESIDE = re.compile(
    r"NAMESERVER_IP_.*|NOT_ENOUGH_.*|NO_IPV6_.*|Z01_MNAME_HAS_LOCALHOST_ADDR|IS_A_RECURSOR|.*_ASN|.*_PREFIX.*"
)

# delv asks one resolver, and says sentences.
DELV = {
    "nxdomain": r"ncache nxdomain|NXDOMAIN",
    "empty": r"ncache nxrrset",
    "cname_dangling": r"CNAME[\s\S]*ncache nxdomain",
    "cname_loop": r"CNAME loop|loop|too many|max.*restarts",
    "dnssec": r"expired|not yet|validity|no valid|broken trust|insecurity proof|verify failed|failed to verify|insecure response|bad signature",
    # Asked through the resolver that lies, it notices that the signatures do not fit: that names it.
    "wrong_answer": r"no valid|broken trust|insecurity proof|failed to verify|insecure response",
    "timeout": r"timed out",
    "refused": r"REFUSED|refused",
    "servfail": r"SERVFAIL",
    "lame": r"lame|REFUSED|FORMERR",
    "edns": r"EDNS|FORMERR|NOTIMP",
    "tcp": r"TCP|tcp|connection (refused|reset)",
    "missing_glue": r"glue",
    "delegation_mismatch": r"$^",
    "inconsistent": r"$^",
    "ttl_collapse": r"$^",
}
DELV_OK = re.compile(r"fully validated|unsigned answer")
DELV_NOT_OK = re.compile(r"resolution failed")  # it also complains of signatures that it then does not need


def zonemaster(truth, messages):
    """messages: those of NOTICE and above, as dicts with tag, level and args."""
    if truth == "ok":
        return not any(m["level"] in ("ERROR", "CRITICAL") and not ZONEMASTER_BESIDE.fullmatch(m["tag"]) for m in messages)
    tags = re.compile(ZONEMASTER[truth])
    code = ZONEMASTER_CODES.get(truth)
    return any(tags.fullmatch(m["tag"]) or (code and code in str(m.get("args", ""))) for m in messages)


def delv(truth, said):
    """said: standard output and error of all its runs."""
    if truth == "ok":
        return bool(DELV_OK.search(said)) and not DELV_NOT_OK.search(said)
    return bool(re.search(DELV[truth], said))
