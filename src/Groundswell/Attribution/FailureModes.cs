namespace Groundswell.Attribution;

/// <summary>The classes in which probes tell failures, to what attribution can tell apart.</summary>
public static class FailureModes
{
    /// <summary>The mode of a probe's failure class, by its word such as <c>nxdomain</c> or <c>tls_expired</c>.</summary>
    /// <returns>False where the word is not a failure class.</returns>
    public static bool TryParse(ReadOnlySpan<char> word, out FailureMode mode)
    {
        FailureMode? found = word switch
        {
            "nxdomain" => FailureMode.NoSuchName,
            "empty" => FailureMode.EmptyAnswer,
            "servfail" or "refused" or "lame" or "dnssec" or "wrong_answer" or "ttl_collapse" => FailureMode.NameServerFailure,
            "timeout" or "connect_timeout" or "unreachable" => FailureMode.Timeout,
            "connect_refused" or "reset" => FailureMode.Refused,
            "tls_expired" or "tls_name" or "tls_chain" or "tls_other" => FailureMode.Tls,
            "http_4xx" or "http_5xx" or "http_other" or "content" or "slow" => FailureMode.ServerError,
            _ => null,
        };
        mode = found ?? default;
        return found is not null;
    }
}
