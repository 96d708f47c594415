namespace Groundswell.Incidents;

/// <summary>Whether a supplier's page told of an outage.</summary>
public enum AdmissionStance
{
    /// <summary>It has not yet, and may still.</summary>
    Awaited,

    /// <summary>It did.</summary>
    Admitted,

    /// <summary>It did not, and the time for it is over.</summary>
    NeverAdmitted,

    /// <summary>Its page was not watched all the while, so that nothing can be said against it.</summary>
    NotWatched,
}
