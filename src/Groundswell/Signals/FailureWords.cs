using System.Collections.Frozen;

namespace Groundswell.Signals;

/// <summary>The words by which files, API and pages name the classes of failure, such as <c>tls_expired</c>.</summary>
public static class FailureWords
{
    private static readonly string[] Words =
    [
        "nxdomain", "empty", "servfail", "refused", "timeout", "lame", "dnssec", "wrong_answer", "ttl_collapse",
        "connect_refused", "connect_timeout", "unreachable", "reset", "tls_expired", "tls_name", "tls_chain", "tls_other",
        "http_4xx", "http_5xx", "http_other", "content", "slow",
    ];

    private static readonly FrozenDictionary<string, FailureClass> Classes =
        Enum.GetValues<FailureClass>().ToFrozenDictionary(c => Words[(int)c], StringComparer.Ordinal);

    /// <summary>How many classes there are; their values run from 0 to below it.</summary>
    public static int Count => Words.Length;

    public static string Word(this FailureClass failure) => Words[(int)failure];

    public static bool TryParse(string word, out FailureClass failure) => Classes.TryGetValue(word, out failure);
}
