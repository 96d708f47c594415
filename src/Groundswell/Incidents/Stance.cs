namespace Groundswell.Incidents;

/// <summary>What an assessment means to an incident.</summary>
public enum Stance
{
    /// <summary>Nothing is known: neither confirms nor ends.</summary>
    Silent,

    /// <summary>Normal or recovering: speaks for an end.</summary>
    Calm,

    /// <summary>Suspect: too much for an end, too little for a beginning.</summary>
    Uneasy,

    /// <summary>Down: speaks for an incident.</summary>
    Down,
}
