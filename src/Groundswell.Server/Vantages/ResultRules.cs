using System.Net;
using Groundswell.Signals;

namespace Groundswell.Server.Vantages;

/// <summary>What a vantage may say in a result: it may lie about what it saw, and about nothing else.</summary>
internal static class ResultRules
{
    /// <summary>Results may have waited for so long while this node was away.</summary>
    private static readonly TimeSpan OldestResult = TimeSpan.FromHours(24);

    /// <summary>A result from further ahead than clocks differ is none.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    /// <summary>The longest timeout, for both internets, with the most retries and a pause before each.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(15);

    /// <summary>The field that is wrong and why; null where none is.</summary>
    public static (string Field, string Reason)? FindFault(ProbeResult result, DateTimeOffset now) =>
        result.At > now + Ahead ? ("at", $"is ahead of this node's clock, {now:u}.")
        : now - result.At > OldestResult ? ("at", $"is older than {OldestResult.TotalHours:0} hours.")
        : !IsLength(result.Elapsed) ? ("elapsed", $"must be from 0 to {LongestRun}.")
        : !Parts(result.Phases).All(p => p is null || IsLength(p.Value)) ? ("phases", $"must each be from 0 to {LongestRun}.")
        : result.Address is not null && !IPAddress.TryParse(result.Address, out _) ? ("address", "is no address.")
        : null;

    /// <summary>With a detail that can be shown.</summary>
    public static ProbeResult Clean(ProbeResult result)
    {
        var plain = string.Concat(result.Detail.Take(ProbeResult.DetailLength).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)).Trim();
        return result with { Detail = plain };
    }

    private static bool IsLength(TimeSpan length) => length >= TimeSpan.Zero && length <= LongestRun;

    private static TimeSpan?[] Parts(ProbePhases phases) => [phases.Resolve, phases.Connect, phases.Tls, phases.FirstByte, phases.Body];
}
