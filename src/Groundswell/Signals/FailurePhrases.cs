namespace Groundswell.Signals;

/// <summary>Classes of failure as people read them, as a clause that can follow a colon; <see cref="FailureWords"/> are for machines.</summary>
public static class FailurePhrases
{
    public static string Phrase(this FailureClass failure) => failure switch
    {
        FailureClass.Nxdomain => "its name does not exist (NXDOMAIN)",
        FailureClass.Empty => "its DNS answer is empty",
        FailureClass.Servfail => "DNS fails (SERVFAIL)",
        FailureClass.Refused => "DNS refuses to answer",
        FailureClass.Timeout => "no answer in time",
        FailureClass.Lame => "lame DNS delegation",
        FailureClass.Dnssec => "DNSSEC is broken",
        FailureClass.WrongAnswer => "DNS answers wrongly",
        FailureClass.TtlCollapse => "DNS records live too short",
        FailureClass.ConnectRefused => "connections are refused",
        FailureClass.ConnectTimeout => "no connection in time",
        FailureClass.Unreachable => "cannot be reached",
        FailureClass.Reset => "connections break off",
        FailureClass.TlsExpired => "its certificate has expired",
        FailureClass.TlsName => "its certificate is for another name",
        FailureClass.TlsChain => "its certificate is not trusted",
        FailureClass.TlsOther => "TLS fails",
        FailureClass.Http4xx => "client errors (4xx)",
        FailureClass.Http5xx => "server errors (5xx)",
        FailureClass.HttpOther => "answers with no proper HTTP",
        FailureClass.Content => "the answer is not what it should be",
        _ => "answers too late",
    };
}
