namespace Groundswell.Sensing.Discovery.Supply;

/// <summary>Whose a name server is, seen from a site.</summary>
/// <param name="Ownership">The site's own organisation's, or another's.</param>
/// <param name="Supplier">Short name of who runs it: a fingerprint's id, else the part of its domain that stands for its brand.</param>
/// <param name="Reason">The rule that decided, as a clause.</param>
internal sealed record OwnershipJudgment(Ownership Ownership, string Supplier, string Reason);
