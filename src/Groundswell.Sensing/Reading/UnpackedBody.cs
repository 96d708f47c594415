namespace Groundswell.Sensing.Reading;

/// <param name="Octets">What was packed, or its beginning.</param>
/// <param name="IsCut">There is more.</param>
/// <param name="Fault">Why there is nothing, as the rest of a sentence about the body; null: there is.</param>
internal sealed record UnpackedBody(ReadOnlyMemory<byte> Octets, bool IsCut, string? Fault)
{
    public static UnpackedBody Faulty(string fault) => new(ReadOnlyMemory<byte>.Empty, false, fault);
}
