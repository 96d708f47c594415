using Groundswell.Signals;

namespace Groundswell.Attribution;

/// <summary>From the classes of failure that probes name to the modes that causes are told apart by.</summary>
public static class FailureModes
{
    public static FailureMode Of(FailureClass failure) => failure switch
    {
        FailureClass.Nxdomain => FailureMode.NoSuchName,
        FailureClass.Empty or FailureClass.TtlCollapse => FailureMode.EmptyAnswer,
        FailureClass.Servfail or FailureClass.Refused or FailureClass.Lame or FailureClass.Dnssec or FailureClass.WrongAnswer => FailureMode.NameServerFailure,
        FailureClass.Timeout or FailureClass.ConnectTimeout or FailureClass.Unreachable => FailureMode.Timeout,
        FailureClass.ConnectRefused or FailureClass.Reset => FailureMode.Refused,
        FailureClass.TlsExpired or FailureClass.TlsName or FailureClass.TlsChain or FailureClass.TlsOther => FailureMode.Tls,
        _ => FailureMode.ServerError,
    };
}
