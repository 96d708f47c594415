namespace Groundswell.Incidents;

/// <summary>Why an incident was none.</summary>
public enum WithdrawalReason
{
    /// <summary>Reports rose alike on many services: more people, not an outage.</summary>
    Surge,

    /// <summary>The reports were about another service that failed.</summary>
    Stray,
}
