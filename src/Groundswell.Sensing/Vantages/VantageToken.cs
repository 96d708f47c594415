using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Groundswell.Signals;

namespace Groundswell.Sensing.Vantages;

/// <summary>
/// What a vantage and its node share: <c>name:secret</c>. The secret never travels; each request is signed with it (HMAC-SHA256 over
/// everything that matters), so that who listens on the way can neither speak for the vantage nor change what it says.
/// </summary>
public sealed class VantageToken : IEquatable<VantageToken>
{
    /// <summary>Characters of a secret.</summary>
    public const int ShortestSecret = 16;

    public const string Rule = "it must be name:secret, the name of a-z, 0-9 and '-', the secret of 16 characters or more.";

    private readonly byte[] _secret;

    private VantageToken(VantageId vantage, byte[] secret) => (Vantage, _secret) = (vantage, secret);

    public VantageId Vantage { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out VantageToken? token)
    {
        token = null;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 1 || text!.Length - colon - 1 < ShortestSecret || !VantageId.TryParse(text[..colon], null, out var vantage) || vantage == VantageId.Node)
        {
            return false;
        }

        token = new VantageToken(vantage, Encoding.UTF8.GetBytes(text[(colon + 1)..]));
        return true;
    }

    /// <summary>The signature of a request.</summary>
    public string Sign(VantageRequest request) => Sign(request.ToBytes());

    /// <summary>The signature of an answer.</summary>
    public string Sign(VantageAnswer answer) => Sign(answer.ToBytes());

    /// <summary>Whether the signature is that of the request; takes as long for a wrong one as for a right one.</summary>
    public bool Verifies(VantageRequest request, string signature) => AreEqual(Sign(request), signature);

    /// <summary>Whether the signature is that of the answer.</summary>
    public bool Verifies(VantageAnswer answer, string signature) => AreEqual(Sign(answer), signature);

    public bool Equals(VantageToken? other) => other is not null && Vantage == other.Vantage && CryptographicOperations.FixedTimeEquals(_secret, other._secret);

    public override bool Equals(object? obj) => Equals(obj as VantageToken);

    public override int GetHashCode() => Vantage.GetHashCode();

    /// <summary>The name alone: the secret is never shown.</summary>
    public override string ToString() => Vantage.ToString();

    private string Sign(byte[] bytes) => Convert.ToBase64String(HMACSHA256.HashData(_secret, bytes));

    private static bool AreEqual(string expected, string given) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
