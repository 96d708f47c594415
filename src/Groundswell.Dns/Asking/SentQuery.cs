using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Asking;

/// <summary>A question as it was sent, and what answers it.</summary>
/// <param name="Octets">The message.</param>
/// <param name="NameLength">Octets of the name in it.</param>
/// <param name="Type">The type asked for.</param>
/// <param name="SameCase">Whether the name must come back in the case that it was sent in.</param>
internal sealed record SentQuery(ReadOnlyMemory<byte> Octets, int NameLength, RecordType Type, bool SameCase)
{
    private static readonly ResponseCode[] WithoutQuestion = [ResponseCode.FormErr, ResponseCode.NotImp, ResponseCode.ServFail, ResponseCode.Refused];

    /// <summary>
    /// Whether a message is a response with this question's id and question. A server that could not read the question may leave it out
    /// of its complaint.
    /// </summary>
    public bool IsAnsweredBy(ReadOnlySpan<byte> octets)
    {
        if (!MessageView.TryOpen(octets, out var view) || !view.IsResponse || view.Id != (ushort)((Octets.Span[0] << 8) | Octets.Span[1]))
        {
            return false;
        }

        return view.Questions == 0
            ? WithoutQuestion.Contains(view.Code)
            : view.Repeats(Octets.Span.Slice(QueryWriter.NamePosition, NameLength), Type, SameCase);
    }

    /// <summary>Whether it at least pretends to answer: the right id. Told apart from silence when nothing better comes.</summary>
    public bool HasId(ReadOnlySpan<byte> octets) => octets.Length >= 2 && octets[..2].SequenceEqual(Octets.Span[..2]);
}
