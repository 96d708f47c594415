namespace Groundswell.Sensing.Probes.Scheduling;

/// <summary>What a vantage makes of its own way out.</summary>
/// <param name="IsLost">Nothing outside can be reached, as far as can be told: results say nothing of their targets.</param>
/// <param name="Since">From when on; null where it was never lost.</param>
/// <param name="Reason">In words, for the operator.</param>
public sealed record UplinkState(bool IsLost, DateTimeOffset? Since, string Reason)
{
    public static UplinkState Standing { get; } = new(false, null, "");
}
