namespace Groundswell.Signals.Seeing;

/// <summary>One thing that a vantage cannot see by.</summary>
/// <param name="What">Such as <c>names</c>, <c>IPv6</c> or <c>TCP port 25</c>.</param>
/// <param name="How">In words, such as <c>DNS at 10.0.0.2 answers NXDOMAIN to all names</c>.</param>
/// <param name="Since">From when on.</param>
public sealed record BlindSpot(string What, string How, DateTimeOffset Since);
