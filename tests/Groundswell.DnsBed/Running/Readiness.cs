using System.Buffers.Binary;
using System.Net;
using System.Text;
using Groundswell.DnsBed.Proxies;

namespace Groundswell.DnsBed.Running;

/// <summary>Asks a server for a zone's SOA until it gives it: only then is it ready, and its zone free of mistakes.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Waits until the serial is the one that is expected.</summary>
    public static async Task AwaitAsync(IPEndPoint server, string zone, uint serial, CancellationToken cancellationToken)
    {
        var question = Question(zone);
        while (await Upstream.AskAsync(server, question, overTcp: false, Patience, cancellationToken) is not { } answer || !Holds(answer, question.Length, serial))
        {
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static byte[] Question(string zone)
    {
        var name = zone.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(l => Encoding.ASCII.GetBytes(l).Prepend((byte)l.Length));
        return [0x47, 0x53, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. name, 0, 0, 6, 0, 1];
    }

    /// <summary>An answer without error whose first record is an SOA: its data ends with five numbers, the first of which is the serial.</summary>
    private static bool Holds(byte[] answer, int questionLength, uint serial)
    {
        if (answer.Length < questionLength || (answer[3] & 0x0f) != 0 || BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(6)) == 0)
        {
            return false;
        }

        var at = questionLength;
        while (at < answer.Length && answer[at] is not 0 and < 0xc0)
        {
            at += answer[at] + 1;
        }

        at += at < answer.Length && answer[at] >= 0xc0 ? 2 : 1;
        if (at + 10 > answer.Length)
        {
            return false;
        }

        var end = at + 10 + BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(at + 8));
        return end <= answer.Length && end >= 20 && BinaryPrimitives.ReadUInt32BigEndian(answer.AsSpan(end - 20)) == serial;
    }
}
