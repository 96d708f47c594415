using System.Buffers.Binary;

namespace Groundswell.DnsBed.Proxies;

/// <summary>The little that a proxy needs to know of a question on the wire.</summary>
internal static class WireQuestion
{
    private const int HeaderLength = 12;
    private const byte ResponseBit = 0x80;

    public static bool HasEdns(ReadOnlySpan<byte> question) =>
        question.Length >= HeaderLength && BinaryPrimitives.ReadUInt16BigEndian(question[10..]) > 0;

    /// <summary>Header and question with an error code, and nothing else.</summary>
    public static byte[] Answer(ReadOnlySpan<byte> question, int code)
    {
        var answer = question[..End(question)].ToArray();
        answer[2] = (byte)(answer[2] | ResponseBit);
        answer[3] = (byte)code;
        answer.AsSpan(6, 6).Clear();
        return answer;
    }

    /// <summary>Header and question that say: ask again over TCP.</summary>
    public static byte[] Truncated(ReadOnlySpan<byte> question)
    {
        var answer = Answer(question, 0);
        answer[2] |= 0b110;
        return answer;
    }

    /// <summary>Where the question section ends; the whole length where it is not well formed.</summary>
    private static int End(ReadOnlySpan<byte> question)
    {
        var at = HeaderLength;
        while (at < question.Length && question[at] != 0)
        {
            at += question[at] + 1;
        }

        return Math.Min(at + 5, question.Length);
    }
}
