"""What everybody reads, close to everybody: published documents and media of challenges."""

from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.constructs.acknowledged import acknowledge

PUBLIC = ("public/*", "challenges/*")


class Cdn(Construct):
    """A CloudFront distribution before the public part of the media bucket.

    Clips and poses lie in the same bucket and are not to be had here: an address outside the
    public part leads into it all the same. Freshness is what an object's Cache-Control says;
    while S3 is away, what is cached is served on (``stale-if-error``).

    Attributes
    ----------
    url
        Its address, without a slash at the end.
    """

    def __init__(self, scope: Construct, construct_id: str, *, media: s3.IBucket) -> None:
        super().__init__(scope, construct_id)
        bucket = origins.S3BucketOrigin.with_origin_access_control(media)
        fenced = origins.S3BucketOrigin.with_origin_access_control(media, origin_path="/public")
        distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment="iDance: published documents and media of challenges",
            default_behavior=_served(fenced),
            additional_behaviors=dict.fromkeys(PUBLIC, _served(bucket)),
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
        )
        acknowledge(
            distribution,
            {
                "AwsSolutions-CFR1": "Dancers are everywhere.",
                "AwsSolutions-CFR2": "Static objects only; the firewall stands before the API.",
                "AwsSolutions-CFR3": "What is served is public; the bucket logs what is fetched.",
                "AwsSolutions-CFR4": "Without a domain of our own the certificate is CloudFront's.",
            },
        )
        self.url = f"https://{distribution.distribution_domain_name}"


def _served(origin: cloudfront.IOrigin) -> cloudfront.BehaviorOptions:
    return cloudfront.BehaviorOptions(
        origin=origin,
        allowed_methods=cloudfront.AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
        viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
        response_headers_policy=(
            cloudfront.ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_AND_SECURITY_HEADERS
        ),
        compress=True,
    )
