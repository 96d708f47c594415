namespace Groundswell.Incidents.Causes;

/// <summary>A cause that is found likelier than the one that an incident is named after.</summary>
/// <param name="Cause">As it is found now; more or less deeply than at first.</param>
/// <param name="Probability">Of it.</param>
/// <param name="Since">From when on it has been found so without a break.</param>
internal sealed record CauseChallenger(CauseName Cause, double Probability, DateTimeOffset Since);
