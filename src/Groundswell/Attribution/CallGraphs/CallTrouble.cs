namespace Groundswell.Attribution.CallGraphs;

/// <summary>What is wrong at the node from which a search for a cause starts.</summary>
public enum CallTrouble
{
    /// <summary>Calls take long; a call costs the seconds it took.</summary>
    Slowness,

    /// <summary>Calls fail; a call costs the part of it that failed, 0 or 1.</summary>
    Failure,
}
