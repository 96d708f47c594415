namespace Groundswell.Dns.Trust;

/// <summary>Why no signature of a set counts; the later ones say more, and are told first.</summary>
internal enum SignatureFault
{
    None,
    Missing,
    UnknownAlgorithm,
    WrongSigner,
    NoKey,
    Bad,
    NotYetValid,
    Expired,
}
