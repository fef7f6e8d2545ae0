/** What the demo's merchant and sender are called at each gateway. None of it is secret, none of it is anybody's. */
export const accounts = {
  wechat: {
    mchId: '1900000109',
    appId: 'wx0000000000demo01',
    /** Of the merchant's API certificate. */
    serial: '3775B6A45ACD588826D15E583A95F5DD00000001',
    /** New merchants have only the public key; those that migrate are answered by either. */
    publicKeyId: 'PUB_KEY_ID_0119000001092026010100000000000001',
    platformSerial: '5157F09EFDC096DE15EBE81A47057A7200000001',
  },
  alipay: { appId: '2021000000000001', sellerId: '2088000000000001' },
  aliyun: { accessKeyId: 'LTAI5tDemoAccessKey00001', signature: '演示认证中心' },
  tencent: { secretId: 'AKIDDemoSecretId000000000000000000001', sdkAppId: '1400000001', signature: '演示认证中心' },
  smpp: { systemId: 'jiesuo', sourceAddress: '10690000' },
  mail: { user: 'jiesuo', from: 'no-reply@ca.example' },
} as const;
