using System.Text;
using System.Xml.Linq;
using Disbursement.Jobs.Privacy;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Disbursement.Jobs.Review.Access;

/// <summary>Encrypts the keys of cookies on the disk with the key ring, as personal data is encrypted.</summary>
internal sealed class SealedSessionKeys(Desk desk) : IXmlEncryptor, IConfigureOptions<KeyManagementOptions>
{
    public const string Element = "sealed";

    public void Configure(KeyManagementOptions options) => options.XmlEncryptor = this;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        using Sealer sealer = new(desk.Ring);
        byte[] value = sealer.Seal(
            Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), SealedPlace.SessionKeys);
        return new EncryptedXmlInfo(new XElement(Element, Convert.ToBase64String(value)), typeof(OpenedSessionKeys));
    }
}

/// <summary>Decrypts what <see cref="SealedSessionKeys"/> encrypted.</summary>
internal sealed class OpenedSessionKeys(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        using Sealer sealer = new(services.GetRequiredService<Desk>().Ring);
        return XElement.Parse(Encoding.UTF8.GetString(sealer.Open(
            Convert.FromBase64String(encryptedElement.Value), SealedPlace.SessionKeys)));
    }
}
