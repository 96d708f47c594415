namespace Groundswell.DnsBed.Signing;

/// <summary>How a signed zone proves that something is not there.</summary>
public enum Denial
{
    Nsec,
    Nsec3,

    /// <summary>NSEC3 that leaves unsigned delegations out.</summary>
    Nsec3OptOut,

    /// <summary>NSEC3 with salt and ten more rounds, as it was the custom before RFC 9276.</summary>
    Nsec3Salted,

    /// <summary>NSEC3 with 150 rounds, so many that validators may take its proofs as if the zone were unsigned (RFC 9276, 3.2).</summary>
    Nsec3ManyRounds,
}
