namespace Groundswell.Dns.Judging;

/// <summary>The first cause of what is wrong with a name; docs/dns-diagnosis.md says what each means.</summary>
public enum DiagnosisClass
{
    Ok,
    Nxdomain,
    Empty,
    Servfail,
    Refused,
    Timeout,
    Lame,
    Dnssec,
    WrongAnswer,
    DelegationMismatch,
    Inconsistent,
    CnameDangling,
    CnameLoop,
    MissingGlue,
    Edns,
    Tcp,
    TtlCollapse,

    /// <summary>Nothing is judged: this machine's own way out, or its limits, kept the answers away.</summary>
    Unknown,
}
