using Groundswell.Sensing.Vantages;
using Groundswell.Signals;

namespace Groundswell.Server.Vantages;

/// <summary>
/// A file of tokens, one a line, with comments behind '#': read again when it changes, so that a token can be given and taken back while the
/// node runs. While it cannot be read, or a line of it is none, what was in force before stays. One caller at a time, but for <see cref="Trouble"/>.
/// </summary>
internal sealed class VantageTokenFile(string path)
{
    private (DateTime Written, long Length)? _read;
    private volatile string? _trouble;

    /// <summary>Why what stands in it is not in force; null where it is.</summary>
    public string? Trouble => _trouble;

    /// <summary>The tokens that stand in it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="FormatException">A line is no token, or a vantage is there twice; the message names the line.</exception>
    public static IReadOnlyList<VantageToken> Read(string path)
    {
        var tokens = new Dictionary<VantageId, VantageToken>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Trim() is { Length: > 0 } text && text[0] != '#')
            {
                var token = VantageToken.TryParse(text, out var parsed) ? parsed : throw new FormatException($"{path}:{number}: {VantageToken.Rule}");
                if (!tokens.TryAdd(token.Vantage, token))
                {
                    throw new FormatException($"{path}:{number}: {token.Vantage} is there twice.");
                }
            }
        }

        return [.. tokens.Values];
    }

    /// <summary>Null where it is as at the last reading, or cannot be taken as it is.</summary>
    /// <param name="taken">Names that have a token otherwise.</param>
    public IReadOnlyList<VantageToken>? ReadIfChanged(IReadOnlySet<VantageId> taken)
    {
        try
        {
            var file = new FileInfo(path);
            var stamp = (file.LastWriteTimeUtc, file.Exists ? file.Length : 0);
            if (stamp == _read)
            {
                return null;
            }

            _read = stamp;
            var tokens = Read(path);
            if (tokens.FirstOrDefault(t => taken.Contains(t.Vantage)) is { } twice)
            {
                throw new FormatException($"{path}: {twice.Vantage} has a token in vantages.tokens already.");
            }

            _trouble = null;
            return tokens;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or FormatException)
        {
            _trouble = refusal.Message;
            return null;
        }
    }
}
