using System.Text;

namespace Groundswell.Sensing.Reading;

/// <summary>An encoding of one octet a character, by a table; reads only.</summary>
internal sealed class SingleByteEncoding : Encoding
{
    private readonly char[] _table;

    private SingleByteEncoding(char[] table) => _table = table;

    /// <summary>The standard's x-user-defined: octets of 128 and more in a private area.</summary>
    public static SingleByteEncoding Private { get; } = new([.. Enumerable.Range(0, 256).Select(b => (char)(b < 0x80 ? b : 0xF700 + b))]);

    /// <param name="upper">The characters of octets A0 to FF; those before are as in Latin-1.</param>
    public static SingleByteEncoding Of(string upper) => new([.. Enumerable.Range(0, 256 - upper.Length).Select(b => (char)b), .. upper]);

    /// <summary>A code page of .NET, which differs from the standard in a few places.</summary>
    public static SingleByteEncoding Mended(int codePage, params ReadOnlySpan<(int Octet, char Character)> mended)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        var table = encoding.GetChars([.. Enumerable.Range(0, 256).Select(b => (byte)b)]);
        foreach (var (octet, character) in mended)
        {
            table[octet] = character;
        }

        return new SingleByteEncoding(table);
    }

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        for (var i = 0; i < byteCount; i++)
        {
            chars[charIndex + i] = _table[bytes[byteIndex + i]];
        }

        return byteCount;
    }

    public override int GetMaxCharCount(int byteCount) => byteCount;

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetByteCount(char[] chars, int index, int count) => throw new NotSupportedException();

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => throw new NotSupportedException();
}
