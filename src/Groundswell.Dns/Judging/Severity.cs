namespace Groundswell.Dns.Judging;

/// <summary>What a finding does to people who use the name.</summary>
public enum Severity
{
    /// <summary>Nothing; worth knowing.</summary>
    Note,

    /// <summary>All are served, at times later or by one server fewer.</summary>
    Warning,

    /// <summary>Some, or all, get no answer or a wrong one.</summary>
    Error,
}
