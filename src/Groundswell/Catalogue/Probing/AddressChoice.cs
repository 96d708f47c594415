namespace Groundswell.Catalogue.Probing;

/// <summary>Over which of the two internets a probe goes.</summary>
public enum AddressChoice
{
    /// <summary>IPv4 where the name has an address of it, else IPv6: one question and one connection, and always the same one.</summary>
    Any,
    V4,
    V6,

    /// <summary>Both, one after the other; each must hold.</summary>
    Both,
}
